//! Runs the real program in an empty home: no configuration, no network, no clock that matters. What
//! it leaves in that home is part of what came of it.
#![expect(clippy::disallowed_methods, reason = "tests write the files that the program is to read")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use tempfile::TempDir;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_safelight");

/// An answer that occurs nowhere else. No message may hold it.
pub const CANARY: &str = "qzcanaryqz";

/// What came of one run.
pub struct Ran {
    /// The exit code; nothing if a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

/// An empty home folder, which is the working folder too.
pub struct Home(TempDir);

/// The variables that are taken away, so that nothing of the machine shows.
static VARIABLES: LazyLock<Vec<&str>> = LazyLock::new(|| vec!["ACCESSIBLE", "COLUMNS", "LINES", "NO_COLOR"]);

impl Home {
    pub fn new() -> Self {
        Home(TempDir::new().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file into it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The names of everything in it, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs the program here without input.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    /// Runs the program here with that input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        self.run_around(arguments, input, &[])
    }

    /// Runs the program in a folder of it, without input.
    pub fn run_within(&self, folder: &Path, arguments: &[&str]) -> Ran {
        self.run_at(folder, arguments, b"", &[])
    }

    /// Runs the program here with that input and these variables.
    pub fn run_around(&self, arguments: &[&str], input: &[u8], variables: &[(&str, &str)]) -> Ran {
        self.run_at(self.path(), arguments, input, variables)
    }

    fn run_at(&self, folder: &Path, arguments: &[&str], input: &[u8], variables: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(PROGRAM);
        for variable in VARIABLES.iter() {
            command.env_remove(variable);
        }
        let output = command
            .args(arguments)
            .current_dir(folder)
            .env("HOME", self.path())
            .env("XDG_CONFIG_HOME", self.path())
            .env("TMPDIR", self.path())
            .env("TZ", "UTC")
            .envs(variables.iter().copied())
            .write_stdin(input)
            .timeout(std::time::Duration::from_secs(60))
            .output()
            .unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("the output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }
}

/// Runs the program in a fresh home. It leaves nothing there.
pub fn safelight(arguments: &[&str]) -> Ran {
    safelight_with(arguments, b"")
}

/// Runs the program in a fresh home with that input. It leaves nothing there.
pub fn safelight_with(arguments: &[&str], input: &[u8]) -> Ran {
    let home = Home::new();
    let ran = home.run_with(arguments, input);
    assert_eq!(home.names(), [""; 0], "{arguments:?} left files behind");
    ran
}

impl Ran {
    /// Checks that it was done and said nothing on standard error. Returns what it wrote.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// Checks that it could not be done: exit code 2, nothing on standard output, an error that names
    /// these things, repeats no answer and drives no terminal. Returns the message.
    #[track_caller]
    pub fn refused(self, named: &[&str]) -> String {
        let Ran { code, out, err } = self;
        assert_eq!(code, Some(2), "{out}{err}");
        assert_eq!(out, "", "{err}");
        for part in named {
            assert!(err.contains(part), "{part:?} is not in:\n{err}");
        }
        assert!(err.starts_with("error: "), "{err}");
        assert!(!err.contains(CANARY), "an answer is repeated:\n{err}");
        assert!(!err.contains(|c: char| c.is_control() && c != '\n'), "{err:?}");
        err
    }
}
