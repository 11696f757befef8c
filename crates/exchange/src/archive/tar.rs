//! Headers of a tar file (POSIX.1-1988 ustar), in the one form this program writes.

/// Size of a header and of what contents are filled up to.
pub(super) const BLOCK: usize = 512;

/// A block.
pub(super) type Block = [u8; BLOCK];

/// The header of a member. Time, owner and mode are always the same: a backup of the same data is
/// the same bytes.
pub(super) fn header(name: &str, size: u64) -> Block {
    let mut block = [0_u8; BLOCK];
    put(&mut block, 0, name.as_bytes());
    put(&mut block, 100, b"0000600\0");
    put(&mut block, 108, b"0000000\0");
    put(&mut block, 116, b"0000000\0");
    put(&mut block, 124, &size_field(size));
    put(&mut block, 136, b"00000000000\0");
    put(&mut block, 156, b"0");
    put(&mut block, 257, b"ustar\x0000");
    put(&mut block, 148, b"        ");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    put(&mut block, 148, format!("{sum:06o}\0 ").as_bytes());
    block
}

/// Eleven octal digits hold 8 GiB; larger sizes are binary, as GNU tar writes them.
fn size_field(size: u64) -> [u8; 12] {
    let mut field = [0_u8; 12];
    if size < 1 << 33 {
        put(&mut field, 0, format!("{size:011o}\0").as_bytes());
    } else {
        put(&mut field, 0, &[0x80]);
        put(&mut field, 4, &size.to_be_bytes());
    }
    field
}

fn put(target: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = target.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

/// Name and size of a member, if its header is exactly what [`header`] writes.
pub(super) fn read_header(block: &Block) -> Option<(String, u64)> {
    let name = block.get(..100)?.split(|byte| *byte == 0).next()?;
    let name = std::str::from_utf8(name).ok()?.to_owned();
    let field = block.get(124..136)?;
    let size = if field.first() == Some(&0x80) {
        u64::from_be_bytes(field.get(4..12)?.try_into().ok()?)
    } else {
        u64::from_str_radix(std::str::from_utf8(field.get(..11)?).ok()?, 8).ok()?
    };
    (header(&name, size) == *block).then_some((name, size))
}

/// Zero bytes that follow a content of this size.
pub(super) fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or(0);
    if over == 0 { 0 } else { BLOCK - over }
}
