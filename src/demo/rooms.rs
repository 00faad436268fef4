//! The rooms of the demo: the timetable of the term, and who asked for which room.

use chrono::{Datelike, Duration, NaiveDate};

use crate::store::Result;

use super::days::{PERIODS, at, weekday};
use super::pen::DemoPen;
use super::rng::Rng;
use super::row::DemoRow;
use super::world::{Lesson, RoomSlot, World};

/// The rooms of the timetable, the booked ones first, and their seats.
pub const ROOMS: [(&str, i64); 6] = [
    ("M01", 56),
    ("M02", 56),
    ("M03", 160),
    ("M04", 48),
    ("W01", 54),
    ("W02", 54),
];

const BOOKED: usize = 4;

/// Teachers and what they teach.
const TEACHERS: [(&str, &str, &str); 10] = [
    ("任课教师甲", "语文", "高一"),
    ("任课教师乙", "数学", "高一"),
    ("任课教师丙", "英语", "高一"),
    ("任课教师丁", "物理", "高一"),
    ("任课教师戊", "信息技术", "高一"),
    ("任课教师己", "化学", "高二"),
    ("任课教师庚", "历史", "高二"),
    ("任课教师辛", "地理", "高二"),
    ("任课教师壬", "生物", "高二"),
    ("任课教师癸", "音乐", "高二"),
];

const SOFTWARE: [&str; 6] = ["", "", "几何画板", "课堂反馈系统", "虚拟实验", "音频播放器"];

const LATE: [&str; 3] = ["公开课临时调整", "外校来访，临时安排", "原教室停电改在此处"];

const REFUSED: [&str; 4] = [
    "该时段已安排考务培训",
    "投影机送修，改到下周",
    "人数超过座位数，建议用阶梯教室",
    "不在本学期教学计划内",
];

/// The term that runs on a day: its name, first and last day.
fn term(day: NaiveDate) -> (String, NaiveDate, NaiveDate) {
    let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or(day);
    match (day.year(), day.month()) {
        (y, 8..) => (
            format!("{y}-{} 学年第一学期", y + 1),
            date(y, 8, 1),
            date(y + 1, 1, 31),
        ),
        (y, 1) => (
            format!("{}-{y} 学年第一学期", y - 1),
            date(y - 1, 8, 1),
            date(y, 1, 31),
        ),
        (y, _) => (
            format!("{}-{y} 学年第二学期", y - 1),
            date(y, 2, 1),
            date(y, 7, 31),
        ),
    }
}

/// Writes the timetable of the term, with a draft for what is still being arranged.
pub fn timetable(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let mut rng = world.rng("timetable");
    let (name, first, last) = term(world.time.today());
    let arranged_by = world.who("教务员甲");
    let mut rows = Vec::new();
    for (room, (code, _)) in ROOMS.into_iter().enumerate() {
        for day in 1..=7 {
            for (period, (from, to)) in PERIODS.into_iter().enumerate() {
                let weekend = day > 5;
                // At the weekend only courses that are chosen freely, in the morning and after lunch; the computer
                // rooms are shut then.
                let taken = match (weekend, period) {
                    (true, _) if room >= BOOKED => false,
                    (true, 0 | 2 | 4 | 6) => rng.chance(55),
                    (true, 8) => room == 0,
                    (true, _) => false,
                    (false, 8) => room == 0 || rng.chance(25),
                    (false, _) => rng.chance(42),
                };
                if !taken {
                    continue;
                }
                let teacher =
                    (room + 2 * period + usize::try_from(day).unwrap_or(0)) % TEACHERS.len();
                let (teacher, course, grade) = TEACHERS[teacher];
                let course = match (weekend, room) {
                    (false, 4..) => "信息技术",
                    (false, _) => course,
                    (true, _) => "竞赛辅导",
                };
                // No class sits in two rooms in one period.
                let turn = usize::try_from(day).unwrap_or(0) + 3 * period;
                let class = format!("{grade}({})班", (room + turn) % 8 + 1);
                let draft = rng.chance(3);
                let teacher = world.who(teacher).unwrap_or_default();
                let row = DemoRow::new("timetable", at(world.time.workday(-80), 900), "教务员甲")
                    .state(if draft { "draft" } else { "published" })
                    .text("term", &name)
                    .link("site", world.place(code))
                    .int("weekday", day)
                    .time("start_time", at(first, from).time())
                    .time("end_time", at(first, to).time())
                    .text("course", course)
                    .link("teacher", teacher)
                    .text("class_name", &class)
                    .day("from_date", first)
                    .day("to_date", last)
                    .link("arranged_by", arranged_by)
                    .when(draft, |r| r.text("note", "与体育课时间待协调"));
                let slot = RoomSlot {
                    id: 0,
                    room,
                    weekday: day,
                    from,
                    to,
                    teacher,
                    course,
                    class,
                };
                rows.push((row, (!draft).then_some(slot)));
            }
        }
    }
    for (id, slot) in pen.write_known("timetable", rows)? {
        world.slots.extend(slot.map(|s| RoomSlot { id, ..s }));
    }
    Ok(())
}

/// Writes the bookings of the weeks around today.
pub fn bookings(pen: &mut DemoPen<'_>, world: &mut World, days_back: i64) -> Result<()> {
    let mut rng = world.rng("booking");
    let mut rows = Vec::new();
    let (_, first, last) = term(world.time.today());
    for offset in -days_back..=11 {
        let day = world.time.day(offset);
        if day < first || day > last {
            continue;
        }
        for slot in world
            .slots
            .iter()
            .filter(|s| s.room < BOOKED && s.weekday == weekday(day))
        {
            let wanted = if offset.abs() <= 1 { 85 } else { 60 };
            if rng.chance(wanted) {
                rows.push(booking(world, slot, day, &mut rng));
            }
        }
    }
    for (id, lesson) in pen.write_known("booking", rows)? {
        world
            .lessons
            .extend(lesson.map(|l| Lesson { booking: id, ..l }));
    }
    Ok(())
}

fn booking(
    world: &World,
    slot: &RoomSlot,
    day: NaiveDate,
    rng: &mut Rng,
) -> (DemoRow, Option<Lesson>) {
    let (from, to) = (at(day, slot.from), at(day, slot.to));
    let now = world.time.now;
    // Most teachers ask in time; a week is what the rules want.
    let lead = if rng.chance(1) {
        rng.between(2, 5)
    } else {
        rng.between(7, 13)
    };
    let asked = (at(day, 0) - Duration::days(lead) + rng.minutes(450, 1290))
        .min(now - rng.minutes(20, 2000));
    let late = (day - asked.date()).num_days() < 7;
    let (code, seats) = ROOMS[slot.room];
    let state = if to + Duration::minutes(40) <= now {
        match rng.below(60) {
            0 if to + Duration::hours(26) < now => "no_show",
            1 | 2 => "cancelled",
            3 | 4 => "refused",
            _ => "used",
        }
    } else if from > now + Duration::hours(26) {
        match rng.below(24) {
            // Asked for only now, and not answered yet.
            0..=3 if asked > now - Duration::days(2) => "registered",
            2 => "refused",
            3 => "cancelled",
            _ => "arranged",
        }
    } else {
        "arranged"
    };
    let other = state == "refused" && rng.chance(45);
    let decision = match state {
        "registered" => "",
        "refused" if other => "other_slot",
        "refused" => "refused",
        _ => "arranged",
    };
    // What comes late is decided on the telephone.
    let arranged = (asked + rng.minutes(10, if late { 90 } else { 1500 }))
        .min(now - rng.minutes(1, 15))
        .max(asked);
    let students = rng.between(seats.min(48) * 3 / 4, seats.min(52));
    let name = world.name_of(slot.teacher);
    let row = DemoRow::new("booking", asked, name)
        .state(state)
        .link("teacher", slot.teacher)
        .link("site", world.place(code))
        .moment("use_start", from)
        .moment("use_end", to)
        .text("course", slot.course)
        .text("class_name", &slot.class)
        .int("students", students)
        .link("timetable", slot.id)
        .yes("in_plan", !rng.chance(1))
        .text(
            "equipment",
            *rng.pick(&[
                "computer,projector",
                "computer,audio,projector",
                "projector,visualiser",
                "computer,audio,projector,visualiser,recorder",
            ]),
        )
        .text("software", *rng.pick(&SOFTWARE))
        .moment("registered_at", asked)
        .text("decision", decision)
        .when(!decision.is_empty(), |r| {
            r.link("arranged_by", world.who("教室管理员甲"))
                .moment("arranged_at", arranged)
        })
        .when(late && decision == "arranged", |r| {
            r.text("override_reason", *rng.pick(&LATE))
        })
        .when(state == "refused", |r| {
            r.text("refusal_reason", *rng.pick(&REFUSED))
        })
        .when(state == "cancelled", |r| {
            let cancelled = (from - Duration::minutes(190)).min(now).max(arranged);
            r.moment("cancelled_at", cancelled)
                .text("note", "课程调整，改在本班上课")
        });
    let lesson = (state == "used").then(|| Lesson {
        booking: 0,
        room: world.place(code).unwrap_or_default(),
        teacher: slot.teacher,
        class: slot.class.clone(),
        students,
        from,
        to,
    });
    (row, lesson)
}
