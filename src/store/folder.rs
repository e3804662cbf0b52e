//! Where the log stands: the folder given, or the platform's own; readable by its owner alone.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The log's file.
pub const LOG: &str = "log.sqlite";
/// How far the log was written, apart from it.
pub const HEAD: &str = "log.head";

/// The folder given, or the platform's data folder for this program; the current folder, where there is no home.
pub fn data_folder(given: Option<&Path>) -> PathBuf {
    let native = || {
        let base = etcetera::base_strategy::choose_native_strategy().ok()?;
        Some(base.data_dir().join("escalate-or-act"))
    };
    given.map(Path::to_path_buf).or_else(native).unwrap_or_else(|| PathBuf::from("escalate-or-act-data"))
}

/// Folders a rescue file may go to and is looked for in: the data folder, the home, the place for temporary files.
pub fn rescue_folders(data: &Path) -> Vec<PathBuf> {
    let mut folders = vec![data.to_path_buf()];
    folders.extend(etcetera::home_dir().ok());
    folders.push(std::env::temp_dir());
    folders
}

/// Makes the folder and an empty log file, both the owner's alone. What is there already keeps its permissions.
pub fn prepare(folder: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        private_folder(&mut builder);
        builder.create(folder)?;
    }
    match create_private(&folder.join(LOG)) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        created => created.map(drop),
    }
}

/// Makes a file that wasn't there, the owner's alone. SQLite's side files take their permissions from the log's.
pub fn create_private(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private_file(&mut options);
    options.open(path)
}

#[cfg(unix)]
fn private_folder(builder: &mut DirBuilder) {
    use std::os::unix::fs::DirBuilderExt;
    builder.mode(0o700);
}

#[cfg(unix)]
fn private_file(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn private_folder(_: &mut DirBuilder) {}

#[cfg(not(unix))]
fn private_file(_: &mut OpenOptions) {}

/// Whether a file is this user's: in a folder open to all, anybody could have left it.
#[cfg(unix)]
pub fn is_ours(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(path).is_ok_and(|m| m.is_file() && m.uid() == rustix::process::geteuid().as_raw())
}

/// Whether a file is this user's.
#[cfg(not(unix))]
pub fn is_ours(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|m| m.is_file())
}
