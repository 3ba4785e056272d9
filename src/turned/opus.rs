//! What a clip is: whether a file holds Opus sound in Ogg, and how long it lasts. It plays nothing and decodes nothing:
//! the length stands in the last page of the file. Source: RFC 3533 (Ogg) and RFC 7845 (Opus in it).

/// What every page of an Ogg file begins with.
const PAGE: &[u8] = b"OggS";
/// What the first packet of Opus begins with.
const HEAD: &[u8] = b"OpusHead";
/// How many samples a millisecond its times are counted in, whatever the sound was recorded with.
const RATE: u64 = 48;
/// Where in a page its time stands, and how long its head is without the table of segments.
const TIME: std::ops::Range<usize> = 6..14;
const SHORTEST: usize = 27;

/// Returns how many milliseconds of sound a file holds; nothing where it is no whole Opus file.
pub(super) fn milliseconds(file: &[u8]) -> Option<u64> {
    let mut at = 0;
    let (mut last, mut skipped) = (None, None);
    while at < file.len() {
        let page = file.get(at..)?;
        if !page.starts_with(PAGE) || page.len() < SHORTEST {
            return None;
        }
        let segments = usize::from(page[SHORTEST - 1]);
        let table = page.get(SHORTEST..SHORTEST + segments)?;
        let length: usize = table.iter().map(|segment| usize::from(*segment)).sum();
        let body = page.get(SHORTEST + segments..SHORTEST + segments + length)?;
        if at == 0 {
            let head = body.strip_prefix(HEAD)?;
            skipped = Some(u16::from_le_bytes([*head.get(2)?, *head.get(3)?]));
        }
        let time = i64::from_le_bytes(page[TIME].try_into().ok()?);
        // A page in which no packet ends has no time.
        last = if time >= 0 { Some(time) } else { last };
        at += SHORTEST + segments + length;
    }
    let samples = last? - i64::from(skipped?);
    u64::try_from(samples).ok().map(|samples| samples / RATE).filter(|time| *time > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(time: i64, body: &[u8]) -> Vec<u8> {
        let mut page = PAGE.to_vec();
        page.extend([0, 0]);
        page.extend(time.to_le_bytes());
        page.extend([0; 12]);
        page.extend([1, u8::try_from(body.len()).expect("it is short")]);
        page.extend(body);
        page
    }

    fn head() -> Vec<u8> {
        // The version, one channel, 312 samples that are skipped, and the rest.
        [HEAD, &[1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]].concat()
    }

    #[test]
    fn the_length_is_in_the_last_page() {
        let file =
            [page(0, &head()), page(0, b"OpusTags"), page(-1, b"sound"), page(48_312, b"sound")].concat();
        assert_eq!(milliseconds(&file), Some(1000));
    }

    #[test]
    fn what_is_cut_or_something_else_is_no_clip() {
        let file = [page(0, &head()), page(48_312, b"sound")].concat();
        for length in 0..file.len() {
            let whole_head_alone = length == page(0, &head()).len();
            assert_eq!(milliseconds(&file[..length]), None, "{length} {whole_head_alone}");
        }
        for other in [&b"RIFF\0\0\0\0WAVE"[..], b"ID3", &[0; 500], &[page(0, b"\x01vorbis")].concat()] {
            assert_eq!(milliseconds(other), None);
        }
    }
}
