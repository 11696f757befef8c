//! Inputs from examples: bits, bytes, cuts, repeats, splices, and the pieces that break parsers.

/// Pieces that have meant trouble before.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\r\n",
    b"\t",
    b"\"",
    b"'",
    b";",
    b"%00",
    b"%",
    b"&",
    b"=",
    b"-",
    b"@",
    b"..",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"18446744073709551616",
    b"1e999",
    b"NaN",
    b"null",
    b"[[[[[[[[",
    b"{\"",
    "\u{202e}".as_bytes(),
    "\u{0301}".as_bytes(),
    "å".as_bytes(),
    "ﬁ".as_bytes(),
    "ß".as_bytes(),
    "İ".as_bytes(),
    "🧑‍🏭".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{2028}".as_bytes(),
];

/// Numbers decided by a seed (the `SplitMix64` generator).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one; 0 when there is none.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T], otherwise: &'a T) -> &'a T {
        all.get(self.below(all.len())).copied().unwrap_or(otherwise)
    }
}

/// One more input: an example, changed in one to eight ways.
pub(super) fn mutate(dice: &mut Dice, examples: &[Vec<u8>], longest: usize) -> Vec<u8> {
    let all: Vec<&[u8]> = examples.iter().map(Vec::as_slice).collect();
    let mut input = dice.of(&all, b"").to_vec();
    for _ in 0..=dice.below(8) {
        change(dice, &mut input, &all);
    }
    input.truncate(longest);
    input
}

fn change(dice: &mut Dice, input: &mut Vec<u8>, examples: &[&[u8]]) {
    let at = dice.below(input.len() + 1);
    let end = at + dice.below(input.len().saturating_sub(at) + 1);
    match dice.below(9) {
        0 => {
            let bit = 1 << dice.below(8);
            input.get_mut(at).into_iter().for_each(|byte| *byte ^= bit);
        }
        1 => {
            let value = dice.byte();
            input.get_mut(at).into_iter().for_each(|byte| *byte = value);
        }
        2 => input.insert(at, dice.byte()),
        3 => drop(input.drain(at..end)),
        4 => input.truncate(at),
        5 => {
            let piece = dice.of(PIECES, b"").to_vec();
            drop(input.splice(at..at, piece));
        }
        6 => {
            let piece = input.get(at..end).unwrap_or_default().repeat(1 + dice.below(4));
            drop(input.splice(end..end, piece));
        }
        7 => {
            let other = dice.of(examples, b"");
            let from = dice.below(other.len() + 1);
            let to = from + dice.below(other.len() - from + 1);
            drop(input.splice(at..end, other.get(from..to).unwrap_or_default().iter().copied()));
        }
        _ => {
            let value = dice.byte();
            let more = dice.below(300);
            drop(input.splice(at..at, std::iter::repeat_n(value, more)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_inputs_again() {
        let inputs = |seed| {
            let mut dice = Dice(seed);
            let examples = [b"a,b\r\n".to_vec(), b"{}".to_vec()];
            (0..200).map(|_| mutate(&mut dice, &examples, 64)).collect::<Vec<_>>()
        };
        assert_eq!(inputs(3), inputs(3));
        assert_ne!(inputs(3), inputs(4));
        assert!(inputs(3).iter().all(|input| input.len() <= 64));
        let distinct: std::collections::BTreeSet<_> = inputs(3).into_iter().collect();
        assert!(distinct.len() > 150, "{}", distinct.len());
    }
}
