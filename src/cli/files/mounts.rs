//! What Linux tells of the place of a folder: the table of what is mounted where, and what kind of drive is
//! behind it.

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::{major, minor};

use super::place_seen::Whereabouts;

/// File systems that are reached over a network, as the table calls them.
const SHARES: [&str; 26] = [
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.ceph",
    "fuse.curlftpfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "gfs2",
    "glusterfs",
    "lustre",
    "ncp",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "smb3",
    "smbfs",
    "sshfs",
    "webdav",
];

/// File systems by which one system shares a folder with another on the same machine, or on another one: that
/// cannot be told.
const OTHER_SYSTEM: [&str; 7] =
    ["9p", "drvfs", "fuse.prl_fs", "fuse.vmhgfs-fuse", "prl_fs", "vboxsf", "virtiofs"];

/// File systems that are a synchronized folder.
const SYNCHRONIZED: [(&str, &str); 4] = [
    ("fuse.google-drive-ocamlfuse", "Google Drive"),
    ("fuse.gdfs", "Google Drive"),
    ("fuse.onedriver", "OneDrive"),
    ("fuse.pcloud", "pCloud"),
];

/// Where desktops put drives that are plugged in.
const PLUGGED_IN: [&str; 2] = ["/media", "/run/media"];

/// How many drives one may be made of, one below the other, such as an encrypted one.
const DEEPEST: usize = 8;

/// Returns what is known of a folder, whose path leads over no link.
pub fn of_folder(folder: &Path) -> Vec<Whereabouts> {
    let table = fs::read("/proc/self/mountinfo").unwrap_or_default();
    let Some(mount) = mount_of(&table, folder) else { return Vec::new() };
    let mut seen = mount.seen();
    let is_plugged_in = || is_removable(Path::new("/sys"), &mount.device_of_drive(), 0);
    if seen.is_empty() && is_plugged_in() {
        seen.push(Whereabouts::Removable);
    }
    seen
}

/// A line of the table.
#[derive(Debug, PartialEq, Eq)]
struct Mount {
    /// Where it is.
    point: PathBuf,
    /// The numbers of its device, as `8:1`.
    device: String,
    /// Its file system.
    kind: String,
    /// What is mounted there.
    source: PathBuf,
}

/// Returns the mount that a folder is on: that whose place is the longest on the way, and of those at one place the
/// last.
fn mount_of(table: &[u8], folder: &Path) -> Option<Mount> {
    let lines = table.split(|byte| *byte == b'\n').filter_map(mount);
    let on_the_way = lines.filter(|mount| folder.starts_with(&mount.point));
    on_the_way.max_by_key(|mount| mount.point.components().count())
}

/// Reads a line of the table; proc(5) says what stands in it.
fn mount(line: &[u8]) -> Option<Mount> {
    let mut words = line.split(|byte| *byte == b' ');
    let device = String::from_utf8_lossy(words.nth(2)?).into_owned();
    let point = PathBuf::from(decoded(words.nth(1)?));
    let mut rest = words.skip_while(|word| *word != b"-").skip(1);
    let kind = decoded(rest.next()?).to_string_lossy().into_owned();
    Some(Mount { point, device, kind, source: PathBuf::from(decoded(rest.next()?)) })
}

/// Spaces and the like stand in the table as three octal digits after a backslash.
fn decoded(word: &[u8]) -> OsString {
    let mut bytes = Vec::with_capacity(word.len());
    let mut at = 0;
    while at < word.len() {
        let digits = word.get(at + 1..at + 4).filter(|_| word[at] == b'\\');
        let octal = digits.and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 8).ok());
        bytes.push(octal.unwrap_or(word[at]));
        at += if octal.is_some() { 4 } else { 1 };
    }
    OsString::from_vec(bytes)
}

impl Mount {
    /// Returns what the table alone tells.
    fn seen(&self) -> Vec<Whereabouts> {
        let kind = self.kind.as_str();
        let source = self.source.to_string_lossy();
        let program = SYNCHRONIZED.iter().find(|(known, _)| *known == kind);
        // Some file systems say only that a program is behind them, and where it takes files from.
        let is_elsewhere = kind.starts_with("fuse") && (source.contains("://") || source.starts_with("//"));
        if let Some((_, program)) = program {
            vec![Whereabouts::Synchronized(program)]
        } else if SHARES.contains(&kind) || is_elsewhere {
            vec![Whereabouts::Share(Some(kind.to_owned()))]
        } else if OTHER_SYSTEM.contains(&kind) {
            vec![Whereabouts::OtherSystem]
        } else if PLUGGED_IN.iter().any(|folder| self.point.starts_with(folder)) {
            vec![Whereabouts::Removable]
        } else {
            Vec::new()
        }
    }

    /// Returns the numbers of the drive: some file systems have numbers of their own, and name the drive besides.
    fn device_of_drive(&self) -> String {
        let named = self.source.starts_with("/dev").then(|| fs::metadata(&self.source).ok()).flatten();
        named.map_or_else(
            || self.device.clone(),
            |found| format!("{}:{}", major(found.rdev()), minor(found.rdev())),
        )
    }
}

/// Returns whether a drive can be taken out: the system says so, or it is plugged in by USB, or one is that it is
/// made of.
fn is_removable(sys: &Path, device: &str, depth: usize) -> bool {
    fs::canonicalize(sys.join("dev/block").join(device)).is_ok_and(|drive| is_taken_out(&drive, depth))
}

fn is_taken_out(drive: &Path, depth: usize) -> bool {
    // A part of a drive has its folder in that of the drive.
    let says_so = |folder: &Path| fs::read(folder.join("removable")).is_ok_and(|it| it.starts_with(b"1"));
    let is_usb = |name: &str| name.strip_prefix("usb").is_some_and(|rest| rest.parse::<u32>().is_ok());
    let by_usb = drive.iter().any(|part| part.to_str().is_some_and(is_usb));
    if by_usb || says_so(drive) || drive.parent().is_some_and(says_so) {
        return true;
    }
    let below = fs::read_dir(drive.join("slaves")).into_iter().flatten().flatten();
    depth < DEEPEST
        && below.filter_map(|one| fs::canonicalize(one.path()).ok()).any(|one| is_taken_out(&one, depth + 1))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use super::{Whereabouts, is_removable, mount_of};

    const TABLE: &[u8] = b"\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
30 27 0:40 / /home/a/team\\040files rw,relatime shared:5 master:2 - cifs //server/team\\040files rw,vers=3.1.1
31 27 0:41 / /net/x rw - autofs systemd-1 rw
32 27 0:42 / /net/x rw - nfs4 server:/x rw
33 27 8:17 / /run/media/a/STICK rw,nosuid - vfat /dev/sdb1 rw
34 27 0:43 / /home/a/cloud rw - fuse https://cloud.example/dav rw
35 27 0:44 / /mnt/c rw - 9p C:\\134 rw
36 27 0:45 / /home/a/sftp rw - fuse.sshfs a@server: rw
37 27 0:46 / /home/a/back\\134slash rw - smb3 //server/b rw
";

    #[test]
    fn the_longest_place_on_the_way_tells_what_a_folder_is_on() {
        let share = |kind: &str| vec![Whereabouts::Share(Some(kind.to_owned()))];
        for (folder, seen) in [
            ("/home/a", vec![]),
            ("/home/a/team files", share("cifs")),
            ("/home/a/team files/cases", share("cifs")),
            ("/home/a/team", vec![]),
            ("/net/x/y", share("nfs4")),
            ("/run/media/a/STICK/cases", vec![Whereabouts::Removable]),
            ("/run/media/a", vec![]),
            ("/home/a/cloud", share("fuse")),
            ("/mnt/c/Users", vec![Whereabouts::OtherSystem]),
            ("/home/a/sftp", share("fuse.sshfs")),
            ("/home/a/back\\slash", share("smb3")),
        ] {
            assert_eq!(mount_of(TABLE, Path::new(folder)).unwrap().seen(), seen, "{folder}");
        }
        assert_eq!(mount_of(b"", Path::new("/")), None);
        assert_eq!(mount_of(b"no table\n1 2\n\xff - -\n", Path::new("/")), None);
        assert_eq!(mount_of(TABLE, Path::new("/")).unwrap().device, "254:0");
    }

    #[test]
    fn a_drive_can_be_taken_out_if_the_system_says_so_or_it_is_plugged_in() {
        let sys = tempfile::tempdir().unwrap();
        let drive = |numbers: &str, folder: &str, removable: &str| {
            let place = sys.path().join("devices").join(folder);
            fs::create_dir_all(&place).unwrap();
            fs::write(place.join("removable"), removable).unwrap();
            fs::create_dir_all(sys.path().join("dev/block")).unwrap();
            symlink(&place, sys.path().join("dev/block").join(numbers)).unwrap();
            place
        };
        drive("8:0", "pci0/ata1/block/sda", "0\n");
        let stick = drive("8:16", "pci0/ata2/block/sdb", "1\n");
        fs::create_dir(stick.join("sdb1")).unwrap();
        symlink(stick.join("sdb1"), sys.path().join("dev/block/8:17")).unwrap();
        drive("8:32", "pci0/usb2/2-1/block/sdc", "0\n");
        let locked = drive("253:0", "virtual/block/dm-0", "0\n");
        fs::create_dir(locked.join("slaves")).unwrap();
        symlink(stick.join("sdb1"), locked.join("slaves/sdb1")).unwrap();
        for (numbers, removable) in
            [("8:0", false), ("8:16", true), ("8:17", true), ("8:32", true), ("253:0", true), ("9:9", false)]
        {
            assert_eq!(is_removable(sys.path(), numbers, 0), removable, "{numbers}");
        }
    }
}
