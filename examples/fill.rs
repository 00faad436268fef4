use deskbook::app::{clock::Clock, demo};
use deskbook::store::Store;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let clock = match a.get(2).map(String::as_str) {
        Some(t) if t != "now" => {
            Clock::Fixed(chrono::NaiveDateTime::parse_from_str(t, "%Y-%m-%dT%H:%M").unwrap())
        }
        _ => Clock::Wall,
    };
    let stamp = clock.stamp("officer A", None);
    let mut store = Store::create_shipped(a[1].as_ref(), &[], &stamp).unwrap();
    store.set_setting("organisation", "信息中心").unwrap();
    let rows = a.get(3).and_then(|n| n.parse().ok());
    let plan = demo::Plan {
        rows,
        seed: 7,
        register: a.get(4).cloned(),
    };
    println!(
        "{:?}",
        demo::fill(&mut store, clock, &plan, &mut |_, _| true)
    );
    store.close();
}
