//! How long to wait before a connection is tried again.

/// The first wait, and the longest. Milliseconds.
const SHORTEST: u64 = 500;
const LONGEST: u64 = 30_000;

/// Waits get longer with each failure, and differ from one browser to the next: a server that comes back is not asked by
/// all of them at once.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// It worked: the next wait is a short one.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }

    /// It failed. How long to wait, in milliseconds; `random` is between 0 and 1.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "milliseconds of less than a minute"
    )]
    pub(super) fn wait(&mut self, random: f64) -> u64 {
        let longest = SHORTEST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let half = longest / 2;
        half + (half as f64 * random.clamp(0.0, 1.0)) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_get_longer_and_differ() {
        let mut backoff = Backoff::default();
        let waits: Vec<_> = (0..9).map(|_| backoff.wait(0.0)).collect();
        assert_eq!(waits, [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
        assert_eq!(backoff.wait(1.0), LONGEST);
        backoff.reset();
        assert_eq!((backoff.wait(1.0), backoff.wait(0.5)), (500, 750));
        for _ in 0..100 {
            assert!(backoff.wait(f64::NAN) <= LONGEST);
        }
    }
}
