//! The few things that a workspace asks of a folder, so that a test can take the place of a disk that fails or
//! is switched off. A name is only ever one within the folder.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// No file of a workspace is larger, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// A folder of files.
pub trait Disk {
    /// Returns the names of all files.
    ///
    /// # Errors
    /// What the system says.
    fn names(&self) -> io::Result<Vec<String>>;

    /// Returns what is in a file.
    ///
    /// # Errors
    /// What the system says; that it is no ordinary file, or too large.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;

    /// Writes a file that is not there yet.
    ///
    /// # Errors
    /// What the system says.
    fn create(&self, name: &str, bytes: &[u8]) -> io::Result<()>;

    /// Waits until what is in a file is on the disk.
    ///
    /// # Errors
    /// What the system says.
    fn sync_file(&self, name: &str) -> io::Result<()>;

    /// Waits until what is in each of these files is on the disk.
    ///
    /// # Errors
    /// What the system says.
    fn sync_files(&self, names: &[String]) -> io::Result<()> {
        names.iter().try_for_each(|name| self.sync_file(name))
    }

    /// Gives a file another name, in place of whatever had that.
    ///
    /// # Errors
    /// What the system says.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Waits until the names are on the disk.
    ///
    /// # Errors
    /// What the system says.
    fn sync_names(&self) -> io::Result<()>;
}

/// A real folder.
pub struct Folder(PathBuf);

impl Folder {
    /// Returns the folder at a path.
    pub fn at(path: &Path) -> Self {
        Folder(path.to_owned())
    }

    /// Makes the folder, for its owner alone, with those on the way.
    ///
    /// # Errors
    /// What the system says.
    pub fn make(&self) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.0)?;
        #[cfg(unix)]
        fs::set_permissions(&self.0, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
        Ok(())
    }

    /// Returns a file that nobody else of this program has opened in the same way; nothing if somebody has. It is
    /// so for as long as it is held, and no longer, however the program ends.
    ///
    /// # Errors
    /// What the system says.
    pub fn lock(&self, name: &str) -> io::Result<Option<File>> {
        let path = self.ordinary_or_new(name)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        private(&mut options);
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    /// A link, a pipe or a device at the place of a file of ours is none of ours.
    fn ordinary_or_new(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.0.join(name);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() => Ok(path),
            Ok(_) => Err(io::Error::other(format!("{name} is a link, a folder, a pipe or a device"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path),
            Err(error) => Err(error),
        }
    }
}

/// For its owner alone, and never through a link.
fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600).custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    #[cfg(not(unix))]
    let _ = options;
}

impl Disk for Folder {
    fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let path = self.ordinary_or_new(name)?;
        let mut options = OpenOptions::new();
        options.read(true);
        private(&mut options);
        let mut bytes = Vec::new();
        options.open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn create(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        private(&mut options);
        options.open(self.0.join(name))?.write_all(bytes)
    }

    fn sync_file(&self, name: &str) -> io::Result<()> {
        OpenOptions::new().write(true).open(self.0.join(name))?.sync_all()
    }

    /// All at once: a disk that is told of several things together does them together.
    fn sync_files(&self, names: &[String]) -> io::Result<()> {
        names.par_iter().try_for_each(|name| self.sync_file(name))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    /// A folder of Windows cannot be told to; there renaming is as lasting as the system makes it.
    fn sync_names(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.0)?.sync_all() } else { Ok(()) }
    }
}
