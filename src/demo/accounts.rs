//! Who may do what in which system of the demo, and when the password was changed last.

use crate::store::Result;

use super::days::{at, plus};
use super::pen::DemoPen;
use super::rng::Rng;
use super::row::DemoRow;
use super::world::{Person, World};

/// Accounts of special systems: system, login, whose, level, what for, how reached.
const SPECIAL: [(&str, &str, &str, &str, &str, &str); 17] = [
    ("erp", "paike", "教务员甲", "write", "排课与成绩录入", "lan"),
    ("erp", "kuaiji1", "会计甲", "write", "凭证录入", "lan"),
    ("erp", "kuaiji2", "会计乙", "write", "凭证录入", "lan"),
    (
        "erp",
        "caiwu",
        "财务科长",
        "approve",
        "凭证复核与结账",
        "lan",
    ),
    (
        "network",
        "core-admin",
        "网络管理员甲",
        "admin",
        "核心与出口设备",
        "local",
    ),
    (
        "network",
        "access-admin",
        "网络管理员乙",
        "admin",
        "接入交换机",
        "lan",
    ),
    (
        "server",
        "root-jw",
        "网络管理员甲",
        "admin",
        "教务系统服务器",
        "local",
    ),
    (
        "website",
        "webadmin",
        "网络管理员乙",
        "admin",
        "栏目与模板",
        "lan",
    ),
    ("website", "editor1", "文秘甲", "write", "新闻发布", "lan"),
    ("mail", "office", "文秘甲", "write", "办公室公用邮箱", "lan"),
    (
        "archive",
        "dangan",
        "档案员甲",
        "admin",
        "人事档案目录",
        "local",
    ),
    (
        "os",
        "admin-w01",
        "教室管理员乙",
        "admin",
        "微机1室教师机",
        "local",
    ),
    (
        "os",
        "admin-m02",
        "教室管理员甲",
        "admin",
        "多媒体2室教师机",
        "local",
    ),
    (
        "desk",
        "duty",
        "综治干事甲",
        "write",
        "值班与事件登记",
        "local",
    ),
    (
        "desk",
        "itadmin",
        "管理员甲",
        "admin",
        "全部登记簿",
        "local",
    ),
    (
        "gas",
        "yikatong",
        "后勤员甲",
        "write",
        "一卡通用户资料",
        "lan",
    ),
    (
        "customer",
        "jwh",
        "教务员甲",
        "read",
        "家长联络名册",
        "paper",
    ),
];

/// Writes the accounts.
pub fn fill(pen: &mut DemoPen<'_>, world: &mut World) -> Result<()> {
    let mut rng = world.rng("account");
    let mut rows = Vec::new();
    for person in &world.people {
        if !person.name.starts_with("看护员") {
            let login = format!("u{}", person.phone);
            let level = if person.name.contains('长') || person.name.contains("主任") {
                "approve"
            } else {
                "write"
            };
            rows.push(account(
                world,
                &mut rng,
                person,
                ("oa", &login, level, "公文与待办", "lan"),
            ));
        }
    }
    for (system, login, who, level, scope, way) in SPECIAL {
        if let Some(person) = world.person(who) {
            rows.push(account(
                world,
                &mut rng,
                person,
                (system, login, level, scope, way),
            ));
        }
    }
    for (id, login) in pen.write_known("account", rows)? {
        world.accounts.push((login, id));
    }
    Ok(())
}

fn account(
    world: &World,
    rng: &mut Rng,
    person: &Person,
    (system, login, level, scope, way): (&str, &str, &str, &str, &str),
) -> (DemoRow, String) {
    let time = world.time;
    let trainee = person.name == "实习教师甲";
    let state = match (person.name.as_str(), system) {
        ("水工甲", _) => "revoked",
        ("会计乙", "erp") => "suspended",
        ("安全员乙" | "教务员乙", _) | (_, "customer") => "requested",
        _ => "active",
    };
    let opened = if trainee {
        time.workday(-6)
    } else {
        time.workday(-rng.between(230, 780))
    };
    let asked = at(plus(opened, -1), 540 + rng.between(0, 400));
    // The first login comes within the days after opening; the trainee has not changed the first password yet.
    let login_at = if trainee {
        time.office_before(time.hours_ago(40))
    } else {
        at(plus(opened, 1), 500 + rng.between(0, 300))
    };
    let strict = matches!(system, "oa" | "erp" | "desk");
    let changed = match login {
        "u6142" | "office" => time.day(-rng.between(186, 205)),
        _ => time.day(-rng.between(5, 170)),
    };
    let open = state != "requested";
    let device = (system == "os")
        .then(|| {
            world
                .devices
                .iter()
                .find(|d| d.keeper == person.id && d.kind == "pc")
        })
        .flatten();
    let head = world
        .people
        .iter()
        .find(|p| p.unit == person.unit)
        .map(|p| p.id);
    let row = DemoRow::new(
        "account",
        time.not_after_now(if open { asked } else { time.at(-2, 15, 10) }),
        "网络管理员甲",
    )
    .state(state)
    .text("system", system)
    .text("login", login)
    .link("asset", device.map(|d| d.id))
    .link("holder", person.id)
    .link("org_unit", person.unit)
    .text("position", &person.position)
    .link("requested_by", head)
    .yes("is_admin", level == "admin")
    .text("level", level)
    .text("scope", scope)
    .text("access_method", way)
    .yes("pw_set", open && !trainee)
    .when(open, |r| {
        r.link("opened_by", world.who("网络管理员甲"))
            .day("created_on", opened)
            .day("filed_on", opened)
            .moment("first_login_at", login_at)
    })
    .when(open && !trainee, |r| r.day("last_pw_change_on", changed))
    .when(open && !trainee && strict, |r| {
        r.moment("initial_pw_changed_at", login_at + rng.minutes(2, 300))
    })
    .when(state == "revoked", |r| {
        r.day("revoked_on", time.workday(-95))
    })
    .when(state == "suspended", |r| {
        r.text("note", "办理交接期间暂停录入")
    });
    (row, login.to_owned())
}
