//! What can be seen of the place to which a file goes: whether it is a network share, a drive that can be taken
//! out, or a folder that a program copies to other computers. What cannot be seen is not said to be safe: nothing
//! is said of it.

use std::fs;
use std::path::{Component, Path, PathBuf};

#[cfg(target_os = "linux")]
use super::mounts;
use super::place_seen::Whereabouts;
use crate::cli::surroundings;

/// Returns what can be seen of a folder, which need not be there yet.
pub fn whereabouts(folder: &Path) -> Vec<Whereabouts> {
    let named = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = named.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
    // A folder can be known by the way that was named, and by where that leads.
    let ways: Vec<PathBuf> = [Some(named), there.clone()].into_iter().flatten().collect();
    let mut seen = there.as_deref().map(of_system).unwrap_or_default();
    let folders = surroundings::synchronized_folders();
    let by_setting = || folders.iter().any(|one| ways.iter().any(|way| way.starts_with(one)));
    let program =
        ways.iter().find_map(|way| by_name(way)).or_else(|| ways.iter().find_map(|way| by_mark(way)));
    let program = program.or_else(|| by_setting().then_some("OneDrive"));
    seen.extend(program.map(Whereabouts::Synchronized));
    seen.dedup();
    seen
}

// ---- folders that are synchronized ----

/// Names of folders that such programs make, in small letters and without spaces. What follows one in a name, such
/// as an agency or an account, does not count.
const NAMES: [(&str, &str); 19] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("googledrive", "Google Drive"),
    ("mydrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobiledocuments", "iCloud"),
    ("cloudstorage", "a program of the system"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
    ("pclouddrive", "pCloud"),
    ("syncthing", "Syncthing"),
    ("seafile", "Seafile"),
    ("synologydrive", "Synology Drive"),
    ("tresorit", "Tresorit"),
    ("protondrive", "Proton Drive"),
    ("boxsync", "Box"),
];

/// The name that several such programs give their folder, and that is no word by itself.
const PLAIN_NAME: (&str, &str) = ("sync", "a synchronizing program");

/// Marks that such programs leave in their folder.
const MARKS: [(&str, &str); 8] = [
    (".stfolder", "Syncthing"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync/ID", "Resilio Sync"),
    (".seafile-data", "Seafile"),
];

/// Returns the program that makes folders of such a name.
fn by_name(way: &Path) -> Option<&'static str> {
    let names = way.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().to_lowercase().replace(' ', "")),
        _ => None,
    });
    names.into_iter().find_map(|name| {
        let is_of = |known: &str| {
            name.strip_prefix(known)
                .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
        };
        let known = NAMES.iter().find(|(known, _)| is_of(known)).map(|(_, program)| *program);
        known.or_else(|| (name == PLAIN_NAME.0).then_some(PLAIN_NAME.1))
    })
}

/// Returns the program that left its mark in a folder on the way.
fn by_mark(way: &Path) -> Option<&'static str> {
    way.ancestors().find_map(|folder| {
        let marked = MARKS.iter().find(|(mark, _)| folder.join(mark).exists()).map(|(_, program)| *program);
        // In the home folder, `.dropbox` is a folder and says only that there is Dropbox.
        marked.or_else(|| folder.join(".dropbox").is_file().then_some("Dropbox"))
    })
}

// ---- what the system knows ----

#[cfg(target_os = "linux")]
fn of_system(folder: &Path) -> Vec<Whereabouts> {
    mounts::of_folder(folder)
}

/// Other drives and shares are below one folder.
#[cfg(target_os = "macos")]
fn of_system(folder: &Path) -> Vec<Whereabouts> {
    if folder.starts_with("/Volumes") { vec![Whereabouts::Removable] } else { Vec::new() }
}

/// A drive that stands for a share leads to its whole path.
#[cfg(windows)]
fn of_system(folder: &Path) -> Vec<Whereabouts> {
    use std::path::Prefix;
    let Some(Component::Prefix(prefix)) = folder.components().next() else { return Vec::new() };
    match prefix.kind() {
        Prefix::UNC(..) | Prefix::VerbatimUNC(..) => vec![Whereabouts::Share(None)],
        Prefix::Disk(letter) | Prefix::VerbatimDisk(letter) => {
            let root = format!("{}:\\", char::from(letter));
            match winsafe::GetDriveType(Some(&root)) {
                winsafe::co::DRIVE::REMOTE => vec![Whereabouts::Share(None)],
                winsafe::co::DRIVE::REMOVABLE => vec![Whereabouts::Removable],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// Nothing is known of this system.
#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn of_system(_: &Path) -> Vec<Whereabouts> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Whereabouts, by_mark, by_name, whereabouts};

    #[test]
    fn folders_of_synchronizing_programs_are_known_by_their_names() {
        for (way, program) in [
            ("/home/a/Dropbox/cases", "Dropbox"),
            ("/home/a/Dropbox (Agency)/x", "Dropbox"),
            ("/home/a/OneDrive - Harbor House/x", "OneDrive"),
            ("/home/a/Google Drive/x", "Google Drive"),
            ("/Users/a/Library/CloudStorage/GoogleDrive-a@b.example/My Drive", "a program of the system"),
            ("/home/a/iCloudDrive", "iCloud"),
            ("/home/a/nextcloud", "Nextcloud"),
            ("/home/a/pCloudDrive/x", "pCloud"),
            ("/home/a/Sync/x", "a synchronizing program"),
        ] {
            assert_eq!(by_name(Path::new(way)), Some(program), "{way}");
        }
        for way in ["/home/a/cases", "/home/a/dropboxes", "/home/a/my driveway", "/home/synchron", "/srv/box"]
        {
            assert_eq!(by_name(Path::new(way)), None, "{way}");
        }
    }

    #[test]
    fn folders_of_synchronizing_programs_are_known_by_their_marks_and_through_links() {
        let home = tempfile::tempdir().unwrap();
        let cases = home.path().join("shared/cases");
        fs::create_dir_all(&cases).unwrap();
        assert_eq!(by_mark(&cases), None);
        assert_eq!(whereabouts(&cases.join("not/there/yet")), []);
        fs::create_dir(home.path().join(".dropbox")).unwrap();
        assert_eq!(by_mark(&cases), None, "the settings of a program are no mark");
        fs::create_dir(home.path().join("shared/.stfolder")).unwrap();
        let syncthing = [Whereabouts::Synchronized("Syncthing")];
        assert_eq!(whereabouts(&cases.join("not/there/yet")), syncthing);
        #[cfg(unix)]
        {
            let link = home.path().join("here");
            std::os::unix::fs::symlink(&cases, &link).unwrap();
            assert_eq!(whereabouts(&link), syncthing);
        }
    }
}
