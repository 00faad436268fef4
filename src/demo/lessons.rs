//! What was written down after the lessons of the demo: who came, and whether all was off and shut.

use chrono::Duration;

use crate::store::Result;

use super::days::{at, weekday};
use super::pen::DemoPen;
use super::rng::Rng;
use super::rooms::ROOMS;
use super::row::DemoRow;
use super::world::{Lesson, World};

const CONTENTS: [&str; 12] = [
    "单元复习与课堂检测",
    "实验录像分析",
    "作文讲评",
    "函数图像变换演示",
    "听力与跟读",
    "地形图判读",
    "细胞分裂动画",
    "近代史料研读",
    "合唱欣赏",
    "表格公式与筛选",
    "程序循环结构上机",
    "小组汇报",
];

/// Writes the uses of booked rooms and of the computer rooms.
pub fn fill(pen: &mut DemoPen<'_>, world: &World, days_back: i64) -> Result<()> {
    let mut rng = world.rng("room_use");
    let last = world.lessons.iter().map(|l| l.to).max();
    let silent = world.lessons.iter().rev().nth(2).map(|l| l.booking);
    let (mut rows, mut entries) = (Vec::new(), Vec::new());
    for lesson in &world.lessons {
        let repair = world
            .room_fault
            .filter(|(b, _)| *b == lesson.booking)
            .map(|(_, r)| r);
        // One fault of the last days has not been reported yet.
        let fault = if repair.is_some() {
            "投影画面偏黄，中间有黑斑，已报修。"
        } else if Some(lesson.booking) == silent {
            "音响左声道无声，课上改用手持扩音器。"
        } else {
            ""
        };
        let fresh = last.is_some_and(|l| lesson.to + Duration::hours(20) > l);
        let row = used(world, lesson, &mut rng)
            .state(if fresh || (!fault.is_empty() && repair.is_none()) {
                "filled"
            } else {
                "confirmed"
            })
            .link("booking", lesson.booking)
            .text(
                "equipment_state",
                if fault.is_empty() { "good" } else { "fault" },
            )
            .text("fault", fault)
            .link("repair", repair);
        rows.push(row);
    }
    for offset in -days_back..=0 {
        let day = world.time.day(offset);
        for slot in world
            .slots
            .iter()
            .filter(|s| s.room > 3 && s.weekday == weekday(day))
        {
            let to = at(day, slot.to);
            if to + Duration::minutes(40) > world.time.now {
                continue;
            }
            let (code, seats) = ROOMS[slot.room];
            let lesson = Lesson {
                booking: 0,
                room: world.place(code).unwrap_or_default(),
                teacher: slot.teacher,
                class: slot.class.clone(),
                students: seats.min(48),
                from: at(day, slot.from),
                to,
            };
            // One teacher walks in without a word now and then.
            if !rng.chance(2) {
                entries.push(entered(world, &lesson, &mut rng));
            }
            rows.push(
                used(world, &lesson, &mut rng)
                    .state(if offset > -2 { "filled" } else { "confirmed" })
                    .link("timetable", slot.id)
                    .text("equipment_state", "good")
                    .yes("shoe_covers", !rng.chance(2)),
            );
        }
    }
    pen.write_by_time("room_entry", entries)?;
    pen.write_by_time("room_use", rows)?;
    Ok(())
}

/// The line at the door of a computer room for a teacher.
fn entered(world: &World, lesson: &Lesson, rng: &mut Rng) -> DemoRow {
    let left = lesson.to + rng.minutes(1, 6);
    DemoRow::new("room_entry", left, "教室管理员乙")
        .state("out")
        .link("site", lesson.room)
        .text("person", world.name_of(lesson.teacher))
        .yes("is_maintainer", false)
        .link("authorised_by", world.who("教室管理员乙"))
        .text("reason", format!("{}上课", lesson.class))
        .yes("shoe_covers", true)
        .moment("in_at", lesson.from - rng.minutes(3, 9))
        .moment("out_at", left)
}

fn used(world: &World, lesson: &Lesson, rng: &mut Rng) -> DemoRow {
    let filled = lesson.to + rng.minutes(2, 25);
    let came = (lesson.students - rng.between(0, 3)).max(1);
    DemoRow::new("room_use", filled, world.name_of(lesson.teacher))
        .link("site", lesson.room)
        .link("teacher", lesson.teacher)
        .text("class_name", &lesson.class)
        .int("students", came)
        .moment("start_at", lesson.from)
        .moment("end_at", lesson.to)
        .text("content", *rng.pick(&CONTENTS))
        .yes("shutdown_ok", !rng.chance(1))
        .yes("power_off", !rng.chance(1))
        .yes("doors_closed", !rng.chance(2))
        .link("signed_by", lesson.teacher)
        .moment("filled_at", filled)
}
