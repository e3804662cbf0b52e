//! Under which address others in the same network find this machine.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

/// An address for documentation: nothing is ever sent there, the system only says from where it would be.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// The machine's address in its network; none where it has none.
pub fn in_this_network() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(ELSEWHERE).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_unspecified() && !ip.is_loopback())
}

/// What stands in the QR: the page's address, and the invite behind a `#`, which browsers send to nobody.
pub fn link(tls: bool, at: SocketAddr, invite: &str) -> String {
    let scheme = if tls { "https" } else { "http" };
    format!("{scheme}://{at}/#{invite}")
}
