//! Which characters the bytes of a file mean: found on the way in, chosen on the way out.
//!
//! Invariant: text inside the program is UTF-8; bytes that mean nothing become U+FFFD and are never
//! silently dropped. Must never know rows, fields, or where the bytes come from.

use std::io::{self, Read, Write};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    CoderResult, Decoder, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE,
};

use crate::store::Result;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    pub encoding: &'static Encoding,
    /// A byte order mark stands before the text: spreadsheets in China take a file without one for GBK.
    pub mark: bool,
}

/// How much is looked at and carried at a time.
const CHUNK: usize = 64 * 1024;

impl Charset {
    pub const UTF8: Self = Self {
        encoding: UTF_8,
        mark: false,
    };
    pub const UTF8_MARKED: Self = Self {
        encoding: UTF_8,
        mark: true,
    };

    /// Reads a name as people write it: `utf-8`, `utf-8-bom`, `gbk`, `gb18030`, `big5`, `utf-16le` …
    pub fn read(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        let (label, mark) = match name.as_str() {
            "utf-8-bom" | "utf8-bom" | "utf-8-sig" => ("utf-8", true),
            "utf-16" | "utf16" => ("utf-16le", true),
            other => (other, other.starts_with("utf-16")),
        };
        let encoding = Encoding::for_label(label.as_bytes())?;
        Some(Self {
            encoding: widened(encoding),
            mark,
        })
    }

    /// As [`Charset::read`], for what a user asked for.
    ///
    /// # Errors
    /// There is no such encoding.
    pub fn asked(name: &str) -> Result<Self> {
        Self::read(name).ok_or_else(|| super::outside("exchange-bad-encoding", &[("name", name)]))
    }

    /// The name for a report.
    pub fn name(self) -> String {
        let mark = if self.mark && self.encoding == UTF_8 {
            " BOM"
        } else {
            ""
        };
        format!("{}{mark}", self.encoding.name())
    }
}

/// GB18030 holds all of GBK and the characters beyond it.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// Finds the encoding: byte order mark, then UTF-8, then what the bytes look like, Chinese first.
///
/// `open` gives the bytes from their beginning; they are read once, or twice where they are not UTF-8.
pub fn detect<R: Read>(mut open: impl FnMut() -> io::Result<R>) -> io::Result<Charset> {
    let mut file = open()?;
    let mut chunk = vec![0; CHUNK];
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let mut text = vec![0; CHUNK * 3];
    let (mut first, mut wrong, mut wide) = (true, 0_u64, 0_u64);
    loop {
        let n = fill(&mut file, &mut chunk)?;
        if first && let Some((encoding, _)) = Encoding::for_bom(&chunk[..n]) {
            return Ok(Charset {
                encoding,
                mark: true,
            });
        }
        first = false;
        wide += chunk[..n].iter().filter(|b| **b >= 0xE0).count() as u64;
        wrong += misfits(&mut decoder, &chunk[..n], &mut text, n < CHUNK);
        if n < CHUNK {
            break;
        }
    }
    // One bad cell among many good ones does not make a UTF-8 file something else.
    if wrong == 0 || wrong * 20 < wide {
        return Ok(Charset::UTF8);
    }
    guess(open()?, &mut chunk, &mut text)
}

fn guess(mut file: impl Read, chunk: &mut [u8], text: &mut [u8]) -> io::Result<Charset> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut wrong = 0;
    loop {
        let n = fill(&mut file, chunk)?;
        detector.feed(&chunk[..n], n < CHUNK);
        wrong += misfits(&mut decoder, &chunk[..n], text, n < CHUNK);
        if n < CHUNK {
            break;
        }
    }
    let encoding = widened(detector.guess(Some(b"cn"), Utf8Detection::Deny));
    // What is sound Chinese is taken for Chinese unless the bytes look like another writing of several bytes.
    let encoding = if wrong == 0 && encoding.is_single_byte() {
        GB18030
    } else {
        encoding
    };
    Ok(Charset {
        encoding,
        mark: false,
    })
}

/// Fills the chunk as far as the file goes; a short read of a pipe is not its end.
fn fill(file: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while n < chunk.len() {
        match file.read(&mut chunk[n..]) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(n)
}

/// How many sequences of the bytes mean nothing in the decoder's encoding.
fn misfits(decoder: &mut Decoder, mut bytes: &[u8], text: &mut [u8], last: bool) -> u64 {
    let mut wrong = 0;
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(bytes, text, last);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return wrong,
            DecoderResult::Malformed(..) => wrong += 1,
            DecoderResult::OutputFull => {}
        }
    }
}

/// Bytes read as UTF-8, without a byte order mark.
pub struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    from: usize,
    until: usize,
    text: Vec<u8>,
    given: usize,
    ready: usize,
    /// The bytes are at their end.
    ended: bool,
    /// The text is too: the decoder has given half a character at the end as U+FFFD.
    done: bool,
}

impl<R: Read> Decoded<R> {
    pub fn new(inner: R, charset: Charset) -> Self {
        Self {
            inner,
            decoder: charset.encoding.new_decoder_with_bom_removal(),
            bytes: vec![0; CHUNK],
            from: 0,
            until: 0,
            text: vec![0; CHUNK],
            given: 0,
            ready: 0,
            ended: false,
            done: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.from == self.until && !self.ended {
            self.from = 0;
            self.until = fill(&mut self.inner, &mut self.bytes)?;
            self.ended = self.until < self.bytes.len();
        }
        let bytes = &self.bytes[self.from..self.until];
        let (result, read, written, _) =
            self.decoder
                .decode_to_utf8(bytes, &mut self.text, self.ended);
        self.from += read;
        (self.given, self.ready) = (0, written);
        self.done = self.ended && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready && !self.done {
            self.refill()?;
        }
        let n = to.len().min(self.ready - self.given);
        to[..n].copy_from_slice(&self.text[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

/// UTF-8 written as another encoding; cut characters wait for their rest.
pub struct Encoded<W: Write> {
    inner: W,
    charset: Charset,
    begun: bool,
    waiting: Vec<u8>,
}

impl<W: Write> Encoded<W> {
    pub fn new(inner: W, charset: Charset) -> Self {
        Self {
            inner,
            charset,
            begun: false,
            waiting: Vec::new(),
        }
    }

    /// The writer beneath, with everything handed over; a file without text still has its mark.
    pub fn finish(mut self) -> io::Result<W> {
        self.begin()?;
        Ok(self.inner)
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.begun && self.charset.mark {
            self.put("\u{FEFF}")?;
        }
        self.begun = true;
        Ok(())
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        let encoding = self.charset.encoding;
        if encoding == UTF_16LE || encoding == UTF_16BE {
            let bytes: Vec<u8> = text
                .encode_utf16()
                .flat_map(|unit| {
                    if encoding == UTF_16LE {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                })
                .collect();
            return self.inner.write_all(&bytes);
        }
        self.inner.write_all(&encoding.encode(text).0)
    }
}

impl<W: Write> Write for Encoded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begin()?;
        if self.charset.encoding == UTF_8 {
            self.inner.write_all(bytes)?;
            return Ok(bytes.len());
        }
        self.waiting.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.waiting) {
            Ok(text) => text.len(),
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Err(e) => return Err(io::Error::new(io::ErrorKind::InvalidData, e)),
        };
        let rest = self.waiting.split_off(whole);
        let done = std::mem::replace(&mut self.waiting, rest);
        self.put(&String::from_utf8_lossy(&done))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
