//! The door while somebody guesses: by a clock of the test's own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, Instant};

use escalate_or_act::domain::room::code::Code;
use escalate_or_act::domain::room::event::Doors;
use escalate_or_act::live::door::{Door, Said};

use super::guest::{INVITE, SCREEN};

fn door(now: Instant) -> (Door, String) {
    let code = Code::from_seed(1);
    let doors = Doors { code: code.clone(), invite: INVITE.to_owned(), screen: SCREEN.to_owned() };
    (Door::new(doors, now), code.to_string())
}

fn address(n: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(10, 0, 0, n))
}

#[test]
fn guessing_for_a_minute_at_full_speed_tries_hardly_a_code() {
    let start = Instant::now();
    let (mut door, _) = door(start);
    let mut looked = 0;
    for guess in 0..360_000u64 {
        let now = start + Duration::from_micros(guess * 1_000_000 / 6_000);
        let code = Code::from_seed(guess + 2);
        looked += u32::from(door.try_code(code.as_str(), address((guess % 200) as u8), now) == Said::Wrong);
    }
    // Forty at once, thirty more in the minute, and both lanes' twenty and ten a second: of 34 million codes.
    assert!(looked <= 40 + 30 + 2 * (20 + 600), "{looked} of 360,000 guesses were looked at");
}

#[test]
fn a_full_room_comes_in_by_code_at_once() {
    let start = Instant::now();
    let (mut door, code) = door(start);
    for _ in 0..5_000 {
        assert_eq!(door.try_code(&code, address(1), start), Said::In, "one venue, one address");
    }
}

#[test]
fn while_somebody_guesses_others_still_come_in() {
    let start = Instant::now();
    let (mut door, code) = door(start);
    for guess in 0..1_000 {
        door.try_code(Code::from_seed(guess + 2).as_str(), address(9), start);
    }
    assert_eq!(door.try_code(&code, address(9), start), Said::Later, "the guesser hears nothing, right or wrong");
    assert_eq!(door.try_code(INVITE, address(9), start), Said::In, "what can't be guessed is not slowed");
    for _ in 0..20 {
        assert_eq!(door.try_code(&code, address(1), start), Said::In, "nor who was never wrong");
    }
    let later = start + Duration::from_secs(300);
    assert_eq!(door.try_code(&code, address(9), later), Said::In, "and it is over when it is over");
}

#[test]
fn one_network_is_one_guesser() {
    let start = Instant::now();
    let (mut door, code) = door(start);
    let of = |net: u16, host: u16| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, net, 0, 0, 0, host));
    for guess in 0..1_000u16 {
        door.try_code("WWWWWW", of(1, guess), start);
    }
    assert_eq!(door.try_code(&code, of(1, 5_000), start), Said::Later);
    assert_eq!(door.try_code(&code, of(2, 1), start), Said::In);
}
