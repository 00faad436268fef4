//! Pinyin syllables: how a character is read, and how a run of letters may be cut into syllables.
//!
//! Invariant: the syllables known here are exactly those that the readings of characters produce (toneless, `v` for ü), so that
//! whatever a query asks for can be in the index. Must never know the index or the query language.

use std::sync::LazyLock;

use pinyin::{Pinyin, ToPinyinMulti};

/// Every syllable as typed, in order. Written out, because a start that looks through the dictionary for them takes longer
/// than all else that a short command does.
const TYPED: &str = "\
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen \
ceng cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci \
cong cou cu cuan cui cun cuo da dai dan dang dao de dei den deng di dia dian diao die ding diu dong dou du \
duan dui dun duo e ei en eng er fa fan fang fei fen feng fiao fo fou fu ga gai gan gang gao ge gei gen geng \
gong gou gu gua guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan \
huang hui hun huo ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke kei \
ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei len leng li lia lian liang \
liao lie lin ling liu lo long lou lu luan lue lun luo lv lve ma mai man mang mao me mei men meng mi mian \
miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong \
nou nu nuan nue nun nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi \
qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng ri rong rou ru rua ruan \
rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua \
shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te tei teng ti tian \
tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin \
xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun za zai zan zang \
zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang \
zhui zhun zhuo zi zong zou zu zuan zui zun zuo";

/// The same, ready to be looked through.
static SYLLABLES: LazyLock<Vec<&str>> = LazyLock::new(|| TYPED.split(' ').collect());

/// The form in the index of a syllable as it is typed: `lve` for `lue`.
fn indexed(typed: &str) -> Option<&'static str> {
    let at = SYLLABLES.binary_search(&typed).ok()?;
    match SYLLABLES[at] {
        "lue" => Some("lve"),
        "nue" => Some("nve"),
        same => Some(same),
    }
}

/// The readings of a character as the dictionary gives them, commonest first, with repetitions where only the tone differs.
pub(super) fn of(c: char) -> impl Iterator<Item = &'static str> {
    c.to_pinyin_multi().into_iter().flatten().map(Pinyin::plain)
}

/// The readings of a character as the index keeps them; none for anything that is not Chinese.
fn of_char(c: char) -> Vec<String> {
    let mut found = Vec::new();
    for plain in of(c).filter_map(kept) {
        if !found.contains(&plain) {
            found.push(plain);
        }
    }
    found
}

/// A reading as the index keeps it.
fn kept(reading: &str) -> Option<String> {
    let plain = reading.replace('ü', "v").replace('ê', "e");
    // Interjections such as `hm` and `ng` would let any consonant pass for a syllable.
    let voiced = plain.contains(['a', 'e', 'i', 'o', 'u', 'v']) && plain.is_ascii();
    voiced.then_some(plain)
}

/// The syllables a token may stand for; a token without readings stands for itself.
pub(super) fn spoken(token: &str) -> Vec<String> {
    let mut chars = token.chars();
    let found = match (chars.next(), chars.next()) {
        (Some(c), None) => of_char(c),
        _ => Vec::new(),
    };
    if found.is_empty() {
        vec![token.to_owned()]
    } else {
        found
    }
}

/// The initial letters a token may stand for; a token without readings stands for itself.
pub(super) fn initials(token: &str) -> Vec<String> {
    let spoken = spoken(token);
    if spoken == [token] {
        return spoken;
    }
    let mut found: Vec<String> = Vec::new();
    for letter in spoken.iter().filter_map(|syllable| syllable.get(..1)) {
        if !found.iter().any(|known| known == letter) {
            found.push(letter.to_owned());
        }
    }
    found
}

/// Whether the letters can each begin a syllable: none begins with `i`, `u` or `v`.
pub(super) fn are_initials(letters: &str) -> bool {
    letters
        .bytes()
        .all(|b| b.is_ascii_lowercase() && !matches!(b, b'i' | b'u' | b'v'))
}

/// All ways, at most `most`, longest syllables first, to cut `letters` into syllables. With `open` the last may be
/// half-typed: `zhib` is `zhi b`.
pub(super) fn cuts(letters: &str, open: bool, most: usize) -> Vec<Vec<&str>> {
    cut(letters, most, |rest| {
        let mut ends = known_starts(rest);
        if open && is_begun(rest) {
            ends.push((rest.len(), rest));
        }
        ends
    })
}

/// As [`cuts`], but a single letter may stand for a whole syllable anywhere: `zhibb` is `zhi b b`.
pub(super) fn loose_cuts(letters: &str, most: usize) -> Vec<Vec<&str>> {
    cut(letters, most, |rest| {
        let mut ends = known_starts(rest);
        if rest.get(..1).is_some_and(are_initials) && !ends.iter().any(|(len, _)| *len == 1) {
            ends.push((1, &rest[..1]));
        }
        ends
    })
}

/// Syllables that `rest` begins with, longest first: bytes taken, and the form in the index.
fn known_starts(rest: &str) -> Vec<(usize, &str)> {
    const LONGEST: usize = 6; // zhuang
    let lengths = (1..=LONGEST.min(rest.len())).rev();
    lengths
        .filter_map(|len| {
            let token = indexed(rest.get(..len)?)?;
            Some((len, token))
        })
        .collect()
}

/// Whether `rest` is the beginning of a syllable, and not a whole one.
fn is_begun(rest: &str) -> bool {
    let at = SYLLABLES.partition_point(|syllable| *syllable < rest);
    let next = SYLLABLES.get(at);
    next.is_some_and(|syllable| *syllable != rest && syllable.starts_with(rest))
}

/// Walks all cuts by `steps`, first choices first, and never into a dead end.
fn cut<'a>(
    letters: &'a str,
    most: usize,
    steps: impl Fn(&'a str) -> Vec<(usize, &'a str)>,
) -> Vec<Vec<&'a str>> {
    if !letters.is_ascii() {
        return Vec::new();
    }
    // From the end: the best cuts of each tail. A tail needs no more of them than the whole may have.
    let mut tails: Vec<Vec<Vec<&str>>> = vec![Vec::new(); letters.len() + 1];
    tails[letters.len()].push(Vec::new());
    for at in (0..letters.len()).rev() {
        let mut found = Vec::new();
        for (len, token) in steps(&letters[at..]) {
            for tail in &tails[at + len] {
                let mut way = vec![token];
                way.extend(tail);
                found.push(way);
            }
        }
        found.truncate(most);
        tails[at] = found;
    }
    tails.swap_remove(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_syllables_are_those_that_characters_are_read_as() {
        let read: BTreeSet<String> = ('\u{4E00}'..='\u{9FFF}').flat_map(of_char).collect();
        let known: Vec<&str> = SYLLABLES.to_vec();
        assert!(known.is_sorted(), "they are looked for by halving");
        let indexed: BTreeSet<String> = known
            .iter()
            .map(|typed| indexed(typed).expect("it stands in the list").to_owned())
            .collect();
        assert_eq!(indexed, read);
    }
}
