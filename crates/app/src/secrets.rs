//! Tokens and passwords. What is stored is never what was given out.

use std::fmt::Write;
use std::sync::{LazyLock, mpsc};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{self, PasswordVerifier};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;

use crate::{Error, Kind};

/// A random token of 256 bits, hexadecimal.
pub fn token() -> Result<String, Error> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| Error::of(Kind::Unavailable))?;
    Ok(hex(&bytes))
}

/// What is stored of a token.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Argon2id with 19 MiB, two passes and one lane: OWASP's Password Storage Cheat Sheet.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// Hashes a password; takes some tens of milliseconds of work, on a thread of its own.
pub async fn hash_password(password: String) -> Result<String, Error> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|_| Error::of(Kind::Unavailable))?;
    on_own_thread(move |memory| {
        let hash = hash(memory, &password, &salt).map_err(|_| Error::of(Kind::Internal))?;
        Ok(hash.to_string())
    })
    .await
}

/// Compares a password with a stored hash. Without a hash the same work is done in vain, so that
/// the time taken does not tell whether an account exists.
pub async fn password_matches(password: String, hash: Option<String>) -> Result<bool, Error> {
    on_own_thread(move |memory| {
        let Some(stored) = hash else {
            let _ = self::hash(memory, &password, &[0; SALT_BYTES]);
            return Ok(false);
        };
        let stored = PasswordHash::new(&stored).map_err(|_| Error::of(Kind::Internal))?;
        let salt = stored.salt.as_deref().unwrap_or_default();
        let made = self::hash(memory, &password, salt).map_err(|_| Error::of(Kind::Internal))?;
        if made.params == stored.params {
            // Outputs are compared in constant time.
            return Ok(made.hash == stored.hash && made.hash.is_some());
        }
        // A hash of another version of this program, with more or less work in it.
        Ok(hasher().verify_password(password.as_bytes(), &stored).is_ok())
    })
    .await
}

/// Bytes of a salt.
const SALT_BYTES: usize = 16;

fn hash(memory: &mut [Block], password: &str, salt: &[u8]) -> password_hash::Result<PasswordHash> {
    let (hasher, mut made) = (hasher(), [0; Params::DEFAULT_OUTPUT_LEN]);
    hasher.hash_password_into_with_memory(password.as_bytes(), salt, &mut made, memory)?;
    Ok(PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(hasher.params())?,
        salt: Some(Salt::new(salt)?),
        hash: Some(Output::new(&made)?),
    })
}

type Work = Box<dyn FnOnce(&mut [Block]) + Send>;

/// One thread checks all passwords, one after another: whoever knocks a thousand times takes one
/// core and 19 MiB, not all of both. Its memory is kept: given back and asked for again at each
/// login, the allocator would hold it several times over.
static DOORKEEPER: LazyLock<mpsc::Sender<Work>> = LazyLock::new(|| {
    let (knock, knocks) = mpsc::channel::<Work>();
    std::thread::spawn(move || {
        let mut memory = vec![Block::default(); Params::default().block_count()];
        for work in knocks {
            work(&mut memory);
        }
    });
    knock
});

async fn on_own_thread<T: Send + 'static>(
    work: impl FnOnce(&mut [Block]) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let (tell, told) = oneshot::channel();
    let work: Work = Box::new(move |memory| {
        // Whoever asked may have left; then nobody wants to know, and those behind need not wait.
        if tell.is_closed() {
            return;
        }
        let _ = tell.send(work(memory));
    });
    DOORKEEPER.send(work).map_err(|_| Error::of(Kind::Internal))?;
    told.await.map_err(|_| Error::of(Kind::Internal))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_itself_and_nothing_else() {
        let hash = hash_password("tre små grisar".into()).await.expect("hash");
        assert!(hash.starts_with("$argon2id$"));
        assert!(password_matches("tre små grisar".into(), Some(hash.clone())).await.expect("ok"));
        for other in ["två små grisar", "Tre små grisar", "tre små grisar ", "tre sma grisar"] {
            assert!(!password_matches(other.into(), Some(hash.clone())).await.expect("ok"));
        }
        let (long, longer) = ("å".repeat(127), format!("{}a", "å".repeat(127)));
        let hash = hash_password(longer).await.expect("hash");
        assert!(!password_matches(long, Some(hash)).await.expect("ok"), "the last letter counts");
        assert!(!password_matches("tre små grisar".into(), None).await.expect("ok"));
    }

    #[tokio::test]
    async fn hashes_of_other_parameters_and_of_the_library_are_read() {
        use argon2::password_hash::PasswordHasher;
        for work in [Params::default(), Params::new(64, 1, 1, None).expect("parameters")] {
            let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, work);
            let hash = hasher.hash_password(b"grisar").expect("hash").to_string();
            assert!(password_matches("grisar".into(), Some(hash.clone())).await.expect("ok"));
            assert!(!password_matches("vargar".into(), Some(hash)).await.expect("ok"));
        }
        let own = hash_password("grisar".into()).await.expect("hash");
        let own = PasswordHash::new(&own).expect("read");
        assert!(hasher().verify_password(b"grisar", &own).is_ok());
    }

    #[tokio::test]
    async fn work_for_somebody_who_has_left_is_not_done() {
        use std::sync::Arc;
        use std::sync::atomic::{AtomicUsize, Ordering};
        let (open, gate) = mpsc::channel::<()>();
        let (begin, begun) = oneshot::channel();
        let first = tokio::spawn(on_own_thread(move |_| {
            let _ = begin.send(());
            let _ = gate.recv();
            Ok(())
        }));
        begun.await.expect("the first is at work");
        let done = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&done);
        let left = on_own_thread(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        // Knocks, and leaves at once.
        assert!(tokio::time::timeout(std::time::Duration::from_millis(50), left).await.is_err());
        open.send(()).expect("the first is still at work");
        first.await.expect("no panic").expect("done");
        on_own_thread(|_| Ok(())).await.expect("those behind");
        assert_eq!(done.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn tokens_differ_and_their_hashes_do_not_show_them() {
        let (one, two) = (token().expect("token"), token().expect("token"));
        assert_ne!(one, two);
        assert_eq!(one.len(), 64);
        assert_ne!(token_hash(&one), one);
    }
}
