//! As much of CBOR (RFC 8949) as an authenticator uses to describe a key: whole numbers, texts, bytes,
//! lists and maps of a stated length. Everything else is refused, and so is what is nested deeply.

/// The deepest nesting; an attestation needs four.
const DEEPEST: u8 = 8;

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item<'a> {
    Number(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    Map(Vec<(Item<'a>, Item<'a>)>),
    /// Something that nobody here looks into.
    Other,
}

impl<'a> Item<'a> {
    /// The value of a key, if this is a map that has it.
    pub(super) fn get(&self, key: &Item<'_>) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    pub(super) const fn bytes(&self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// The first item of these bytes, and what stands behind it.
pub(super) fn read(bytes: &[u8]) -> Option<(Item<'_>, &[u8])> {
    let mut rest = bytes;
    let item = item(&mut rest, 0)?;
    Some((item, rest))
}

fn item<'a>(rest: &mut &'a [u8], depth: u8) -> Option<Item<'a>> {
    if depth == DEEPEST {
        return None;
    }
    let (&first, _) = rest.split_first()?;
    let argument = argument(rest)?;
    match first >> 5 {
        0 => i64::try_from(argument).ok().map(Item::Number),
        1 => i64::try_from(argument).ok().map(|number| Item::Number(-1 - number)),
        2 => take(rest, argument).map(Item::Bytes),
        3 => std::str::from_utf8(take(rest, argument)?).ok().map(Item::Text),
        4 => {
            for _ in 0..argument {
                item(rest, depth + 1)?;
            }
            Some(Item::Other)
        }
        5 => {
            let mut pairs = Vec::new();
            for _ in 0..argument {
                let key = item(rest, depth + 1)?;
                if pairs.iter().any(|(known, _)| *known == key) {
                    return None;
                }
                pairs.push((key, item(rest, depth + 1)?));
            }
            Some(Item::Map(pairs))
        }
        // true, false, null
        7 if matches!(first & 0x1f, 20..=22) => Some(Item::Other),
        _ => None,
    }
}

/// The number in the head of an item, which is taken off.
fn argument(rest: &mut &[u8]) -> Option<u64> {
    let [first] = take(rest, 1)? else { return None };
    let width = match first & 0x1f {
        small @ 0..24 => return Some(small.into()),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return None,
    };
    let bytes = take(rest, width)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn take<'a>(rest: &mut &'a [u8], length: u64) -> Option<&'a [u8]> {
    let (taken, behind) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    *rest = behind;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_read_as_rfc_8949_appendix_a_has_them() {
        for (bytes, expected) in [
            (&[0x00][..], Item::Number(0)),
            (&[0x17], Item::Number(23)),
            (&[0x18, 0x64], Item::Number(100)),
            (&[0x19, 0x03, 0xe8], Item::Number(1000)),
            (&[0x1a, 0x00, 0x0f, 0x42, 0x40], Item::Number(1_000_000)),
            (&[0x20], Item::Number(-1)),
            (&[0x39, 0x03, 0xe7], Item::Number(-1000)),
            (&[0x44, 1, 2, 3, 4], Item::Bytes(&[1, 2, 3, 4])),
            (&[0x64, b'I', b'E', b'T', b'F'], Item::Text("IETF")),
            (&[0x83, 1, 2, 3], Item::Other),
            (&[0xf5], Item::Other),
            (
                &[0xa2, 1, 2, 3, 4],
                Item::Map(vec![
                    (Item::Number(1), Item::Number(2)),
                    (Item::Number(3), Item::Number(4)),
                ]),
            ),
        ] {
            assert_eq!(read(bytes), Some((expected, &[][..])), "{bytes:x?}");
        }
        assert_eq!(read(&[0x01, 0x02]).unwrap().1, [0x02], "the rest is given back");
    }

    #[test]
    fn what_is_cut_endless_repeated_or_too_deep_is_refused() {
        let deep = [0x81; 64];
        for bytes in [
            &[][..],
            &[0x18],
            &[0x44, 1, 2, 3],
            &[0x62, 0xff, 0xff],
            &[0x5f, 0x41, 0x00, 0xff],
            &[0xbf, 0xff],
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0xa2, 1, 2, 1, 3],
            &[0xa1, 1],
            &[0xfb, 0, 0, 0, 0, 0, 0, 0, 0],
            &[0xc0, 0x60],
            &deep,
        ] {
            assert_eq!(read(bytes), None, "{bytes:x?}");
        }
    }
}
