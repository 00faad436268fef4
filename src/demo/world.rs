//! What the registers of the demo know of each other: who and what there is, by record id.
//!
//! Filled step by step as the registers are written; nothing here outlives the fill.

use super::days::Around;
use super::rng::Rng;
use super::table::TableLine;

/// Somebody of the organisation.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: i64,
    pub name: String,
    pub unit: i64,
    pub position: String,
    pub phone: String,
    pub pager: String,
}

/// A place.
#[derive(Clone, Debug)]
pub struct RoomPlace {
    pub id: i64,
    pub code: &'static str,
    pub kind: &'static str,
}

/// A device, as far as other registers ask for it.
#[derive(Clone, Debug)]
pub struct Device {
    pub id: i64,
    pub no: String,
    pub kind: &'static str,
    pub unit: i64,
    pub site: i64,
    pub keeper: i64,
    pub state: &'static str,
    /// The day it arrived.
    pub since: chrono::NaiveDate,
}

/// A shift that somebody stood.
#[derive(Clone, Debug)]
pub struct Shift {
    pub id: i64,
    pub person: i64,
    pub from: chrono::NaiveDateTime,
    pub to: chrono::NaiveDateTime,
}

/// A period of the timetable in a room.
#[derive(Clone, Debug)]
pub struct RoomSlot {
    pub id: i64,
    pub room: usize,
    pub weekday: i64,
    /// Minutes after midnight.
    pub from: i64,
    pub to: i64,
    pub teacher: i64,
    pub course: &'static str,
    pub class: String,
}

/// A lesson that took place in a booked room.
#[derive(Clone, Debug)]
pub struct Lesson {
    pub booking: i64,
    pub room: i64,
    pub teacher: i64,
    pub class: String,
    pub students: i64,
    pub from: chrono::NaiveDateTime,
    pub to: chrono::NaiveDateTime,
}

/// Everything that has been written so far.
pub struct World {
    pub time: Around,
    pub seed: u64,
    pub units: Vec<(&'static str, i64)>,
    pub people: Vec<Person>,
    pub places: Vec<RoomPlace>,
    pub devices: Vec<Device>,
    /// Shifts that are over or running, oldest first.
    pub shifts: Vec<Shift>,
    pub slots: Vec<RoomSlot>,
    pub lessons: Vec<Lesson>,
    /// Accounts by their login.
    pub accounts: Vec<(String, i64)>,
    /// What devices there are to buy.
    pub models: Vec<TableLine<7>>,
    /// What was bought and has arrived: what kind of thing, and the purchase.
    pub purchases: Vec<(&'static str, i64)>,
    pub archives: Vec<(&'static str, i64)>,
    pub disposals: Vec<(i64, i64)>,
    /// The further computers of a large demo.
    pub more: Vec<i64>,
    /// Devices and their repairs, oldest first.
    pub repairs: Vec<(i64, i64)>,
    /// The lesson whose projector failed, and its repair.
    pub room_fault: Option<(i64, i64)>,
    /// Discs and sticks by their titles.
    pub media: Vec<(&'static str, i64)>,
}

impl World {
    pub fn new(now: chrono::NaiveDateTime, seed: u64) -> Self {
        Self {
            time: Around { now },
            seed,
            units: Vec::new(),
            people: Vec::new(),
            places: Vec::new(),
            devices: Vec::new(),
            shifts: Vec::new(),
            slots: Vec::new(),
            lessons: Vec::new(),
            accounts: Vec::new(),
            models: super::table::read!("models"),
            purchases: Vec::new(),
            archives: Vec::new(),
            disposals: Vec::new(),
            more: Vec::new(),
            repairs: Vec::new(),
            room_fault: None,
            media: Vec::new(),
        }
    }

    pub fn rng(&self, stream: &str) -> Rng {
        Rng::new(self.seed, stream)
    }

    /// The unit with a code.
    pub fn unit(&self, code: &str) -> Option<i64> {
        self.units
            .iter()
            .find(|(c, _)| *c == code)
            .map(|(_, id)| *id)
    }

    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.name == name)
    }

    /// The record of the person with a name.
    pub fn who(&self, name: &str) -> Option<i64> {
        self.person(name).map(|p| p.id)
    }

    pub fn place(&self, code: &str) -> Option<i64> {
        self.places.iter().find(|p| p.code == code).map(|p| p.id)
    }

    pub fn medium(&self, title: &str) -> Option<i64> {
        self.media
            .iter()
            .find(|(t, _)| t.starts_with(title))
            .map(|(_, id)| *id)
    }

    /// The devices of a kind that are in use.
    pub fn working(&self, kinds: &[&str]) -> Vec<&Device> {
        self.devices
            .iter()
            .filter(|d| d.state == "in_use" && kinds.contains(&d.kind))
            .collect()
    }

    /// The device of somebody, such as their computer.
    pub fn device_of(&self, name: &str) -> Option<&Device> {
        let keeper = self.who(name)?;
        let mut own = self.devices.iter().filter(|d| d.keeper == keeper);
        own.find(|d| matches!(d.kind, "pc" | "laptop"))
    }

    pub fn account(&self, login: &str) -> Option<i64> {
        self.accounts
            .iter()
            .find(|(l, _)| l == login)
            .map(|(_, id)| *id)
    }

    /// The first to hold a post.
    pub fn holder(&self, role: &str) -> Option<i64> {
        let posts: Vec<TableLine<6>> = super::table::read!("posts");
        let post = posts.into_iter().find(|post| post[0] == role)?;
        self.who(post[1])
    }

    /// Whether somebody still works here and stays.
    pub fn is_here(&self, id: i64) -> bool {
        let gone = ["水工甲", "会计乙"];
        let mut people = self.people.iter();
        people.any(|p| p.id == id && !gone.contains(&p.name.as_str()))
    }

    /// The name under which a person enters records.
    pub fn name_of(&self, id: i64) -> &str {
        self.people
            .iter()
            .find(|p| p.id == id)
            .map_or("demo", |p| p.name.as_str())
    }
}
