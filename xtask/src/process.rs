//! Running other programs, and cleaning up after them whatever happens to us.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Waits for the end of its input, which only we hold open: so it comes after Ctrl-C and kill -9
/// too. Then it ends the process it was last told of and removes the directory.
const CLEANER: &str = r#"
pid= signal= dir=$1
while read -r word first second; do
  case $word in
    watch) pid=$first signal=$second ;;
    stopped) pid= ;;
  esac
done
if [ -n "$pid" ]; then
  kill "-$signal" "$pid" 2>/dev/null
  tries=0
  while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
fi
rm -rf -- "$dir"
"#;

/// A directory that is gone when we are, together with one process that lives in it.
pub(crate) struct Scratch {
    path: PathBuf,
    cleaner: Child,
    pipe: Option<ChildStdin>,
}

impl Scratch {
    /// A new, empty directory that only its owner may enter.
    pub(crate) fn new(label: &str) -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("samkraft-{label}-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .with_context(|| format!("make {}", path.display()))?;
        let mut cleaner = Command::new("sh")
            .args(["-c", CLEANER, "sh"])
            .arg(&path)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that Ctrl-C at the terminal does not reach it.
            .process_group(0)
            .spawn()
            .context("start sh")?;
        let pipe = cleaner.stdin.take();
        Ok(Self { path, cleaner, pipe })
    }

    /// The directory.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Names the process to end with us, and the signal to end it with.
    pub(crate) fn watch(&mut self, process: u32, signal: &str) -> Result<()> {
        self.tell(&format!("watch {process} {signal}\n"))
    }

    /// Says that the process has already ended.
    pub(crate) fn stopped(&mut self) -> Result<()> {
        self.tell("stopped\n")
    }

    fn tell(&mut self, line: &str) -> Result<()> {
        let pipe = self.pipe.as_mut().context("the cleaner has no pipe")?;
        pipe.write_all(line.as_bytes()).context("the cleaner has gone")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(self.pipe.take());
        if let Err(error) = self.cleaner.wait() {
            eprintln!("xtask: {} may be left behind: {error}", self.path.display());
        }
    }
}

/// Sends a signal to a process that we started.
pub(crate) fn signal(process: u32, name: &str) -> Result<()> {
    run(Command::new("kill").arg(format!("-{name}")).arg(process.to_string()))
}

/// Waits at most so long for a child to end; true when it did.
pub(crate) fn wait_at_most(child: &mut Child, limit: Duration) -> Result<bool> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if child.try_wait()?.is_some() {
            return Ok(true);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(false)
}

/// Runs a command with our own output; an exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("start {}", shown(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs a command and answers what it printed; what it complained about goes into the error.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("start {}", shown(command)))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("{} ended with {}: {}", shown(command), output.status, complaint.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} printed bytes", shown(command)))
}

/// Runs a command, shows both its outputs as they come, and answers success and all lines. Each
/// line is shown after `label`, for commands that run side by side.
pub(crate) fn tee(label: &str, command: &mut Command) -> Result<(bool, String)> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("start {}", shown(command)))?;
    let errors = child.stderr.take().context("no standard error")?;
    let output = child.stdout.take().context("no standard output")?;
    let text = std::thread::scope(|scope| {
        let aside = scope.spawn(|| copy_lines(label, errors));
        let mut text = copy_lines(label, output);
        if let Ok(more) = aside.join() {
            text.push_str(&more);
        }
        text
    });
    Ok((child.wait()?.success(), text))
}

fn copy_lines(label: &str, source: impl Read) -> String {
    let mut text = String::new();
    for line in BufReader::new(source).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        println!("{label}{line}");
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().take(3).map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

/// The first program of this name on the path.
pub(crate) fn which(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_directory_goes_with_its_process() {
        let mut scratch = Scratch::new("test").unwrap();
        let path = scratch.path().to_path_buf();
        std::fs::write(path.join("file"), "x").unwrap();
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        scratch.watch(child.id(), "KILL").unwrap();
        let reaper = std::thread::spawn(move || child.wait().unwrap());
        drop(scratch);
        assert!(!path.exists());
        assert!(!reaper.join().unwrap().success());
    }

    #[test]
    fn both_outputs_are_kept() {
        let (success, text) =
            tee("", Command::new("sh").args(["-c", "echo ett; echo två >&2; exit 3"])).unwrap();
        assert!(!success);
        assert_eq!(text, "ett\ntvå\n");
    }
}
