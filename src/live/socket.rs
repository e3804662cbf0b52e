//! A connection as a WebSocket. What comes is read by the library, within our bounds. What goes out is ready-made, head and text in one
//! piece: a board is put together once for everyone, and no connection keeps a copy of what it sent.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::ready;

use futures_util::{FutureExt, SinkExt, StreamExt};
use hyper::body::Bytes;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use super::limits::{TO_ASK, TO_JOIN};
use super::protocol::{FromClient, LARGEST};

/// Bytes read ahead on a connection. The library's own 128 kB would be 130 MB for a thousand people.
const READ_AHEAD: usize = 512;
/// Bytes of a frame's head at the most, as a server writes it.
const HEAD: usize = 10;
/// A whole text in one frame.
const TEXT: u8 = 0x81;

/// What was heard.
pub(super) enum Heard {
    Message(FromClient),
    /// Nothing that wants an answer.
    Nothing,
}

/// A connection; outside of tests, the one that was an HTTP request before.
pub(super) struct Socket<S = TokioIo<Upgraded>> {
    stream: WebSocketStream<S>,
    /// A frame went out by half: whatever followed would be read as part of it.
    torn: bool,
}

impl Socket {
    /// The connection that was an HTTP request before.
    pub(super) async fn of(upgraded: Upgraded) -> Self {
        Self::over(TokioIo::new(upgraded)).await
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    async fn over(bytes: S) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_AHEAD)
            .write_buffer_size(0)
            // Answers to pings that the other end does not take in.
            .max_write_buffer_size(LARGEST)
            .max_message_size(Some(LARGEST))
            .max_frame_size(Some(LARGEST));
        let stream = WebSocketStream::from_raw_socket(bytes, Role::Server, Some(config)).await;
        Self { stream, torn: false }
    }

    /// The next message; none where the connection ends, or what comes is none. Nothing is lost where it is not waited for to the end.
    pub(super) async fn hear(&mut self) -> Option<Heard> {
        match self.stream.next().await?.ok()? {
            Message::Text(text) => serde_json::from_str(&text).ok().map(Heard::Message),
            Message::Ping(_) | Message::Pong(_) => Some(Heard::Nothing),
            Message::Binary(_) | Message::Close(_) | Message::Frame(_) => None,
        }
    }

    /// Sends a frame. Who does not take it in for so long is gone.
    pub(super) async fn send(&mut self, mut frame: Bytes) -> Option<()> {
        // Until the end of the frame is out, also where that is not waited for.
        if std::mem::replace(&mut self.torn, true) {
            return None;
        }
        let sent = match self.write(&mut frame).now_or_never() {
            Some(sent) => sent.ok(),
            None => Box::pin(timeout(TO_JOIN, self.write(&mut frame))).await.ok()?.ok(),
        };
        self.torn = sent.is_none();
        sent
    }

    /// Asks whether somebody is there.
    pub(super) async fn ping(&mut self) -> Option<()> {
        if self.torn {
            return None;
        }
        Box::pin(timeout(TO_JOIN, self.stream.send(Message::Ping(Bytes::new())))).await.ok()?.ok()
    }

    /// Says that this is the end.
    pub(super) async fn close(&mut self) {
        if !self.torn {
            let _ = Box::pin(timeout(TO_ASK, self.stream.send(Message::Close(None)))).await;
        }
    }

    /// Writes what is left of a frame; of it, what was written is no more, also where this is not waited for to the end.
    async fn write(&mut self, frame: &mut Bytes) -> io::Result<()> {
        // What the library has to say by itself comes first: an answer to a ping in the middle of a frame would be garbage.
        self.stream.flush().await.map_err(io::Error::other)?;
        let stream = self.stream.get_mut();
        poll_fn(|cx| {
            while !frame.is_empty() {
                let written = ready!(Pin::new(&mut *stream).poll_write(cx, frame))?;
                if written == 0 {
                    return Err(io::Error::from(io::ErrorKind::WriteZero)).into();
                }
                *frame = frame.slice(written..);
            }
            // Under TLS what was taken may stand in a buffer still.
            Pin::new(&mut *stream).poll_flush(cx)
        })
        .await
    }
}

/// A message as a server's frame. What is written here is made of strings and numbers and always can be.
pub(super) fn framed(message: &impl Serialize) -> Bytes {
    let mut frame = vec![0; HEAD];
    if serde_json::to_writer(&mut frame, message).is_err() {
        frame.truncate(HEAD);
    }
    let length = frame.len() - HEAD;
    let mut head = vec![TEXT];
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ 0..126), _) => head.push(short),
        (_, Ok(middle)) => {
            head.push(126);
            head.extend(middle.to_be_bytes());
        }
        _ => {
            head.push(127);
            head.extend((length as u64).to_be_bytes());
        }
    }
    let start = HEAD - head.len();
    frame[start..HEAD].copy_from_slice(&head);
    Bytes::from(frame).slice(start..)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use futures_util::FutureExt;
    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
    use tokio_tungstenite::tungstenite::Message;
    use tokio_tungstenite::tungstenite::protocol::frame::Frame;
    use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

    use super::{Heard, LARGEST, Socket, framed};

    /// A network of the test's own. It holds what it took in until it is flushed, as TLS does.
    #[derive(Default)]
    struct Network {
        /// What the other end says, and how much of it was read.
        says: Vec<u8>,
        read: usize,
        /// Bytes it takes in before it takes no more.
        room: usize,
        /// Then it breaks, instead of keeping one waiting.
        breaks: bool,
        held: Vec<u8>,
        out: Vec<u8>,
    }

    impl AsyncRead for Network {
        fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            let rest = &self.says[self.read..];
            let taken = rest.len().min(into.remaining());
            if taken == 0 {
                return Poll::Pending;
            }
            into.put_slice(&rest[..taken]);
            self.read += taken;
            Poll::Ready(Ok(()))
        }
    }

    impl AsyncWrite for Network {
        fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            let taken = bytes.len().min(self.room);
            if taken == 0 {
                return if self.breaks { Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())) } else { Poll::Pending };
            }
            self.room -= taken;
            self.held.extend_from_slice(&bytes[..taken]);
            Poll::Ready(Ok(taken))
        }

        fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            let held = std::mem::take(&mut self.held);
            self.out.extend(held);
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    fn network(socket: &mut Socket<Network>) -> &mut Network {
        socket.stream.get_mut()
    }

    fn wire(socket: &mut Socket<Network>) -> Vec<u8> {
        let network = network(socket);
        [network.out.clone(), network.held.clone()].concat()
    }

    #[tokio::test]
    async fn what_is_sent_is_out_to_its_last_byte() {
        let mut socket = Socket::over(Network { room: usize::MAX, ..Network::default() }).await;
        let frame = framed(&"a board of some length".repeat(100));
        assert!(socket.send(frame.clone()).await.is_some());
        assert_eq!(network(&mut socket).out, frame, "nothing waits in a buffer for the next message");
    }

    #[tokio::test]
    async fn after_a_frame_that_broke_off_nothing_more_goes_out() {
        for breaks in [true, false] {
            for room in [0, 1, 5, 29] {
                let mut socket = Socket::over(Network { room, breaks, ..Network::default() }).await;
                let frame = framed(&"a board that is longer than that");
                // Where it is kept waiting, nobody waits for it to the end: as where a meeting is over.
                assert!(socket.send(frame.clone()).now_or_never().flatten().is_none());
                let network = network(&mut socket);
                (network.room, network.breaks) = (usize::MAX, false);
                assert!(socket.send(framed(&"the next")).await.is_none());
                assert!(socket.ping().await.is_none());
                socket.close().await;
                assert_eq!(wire(&mut socket), frame[..room], "{room} bytes, breaks: {breaks}");
            }
        }
    }

    #[tokio::test]
    async fn a_flood_of_pings_is_answered_within_bounds_and_spoils_no_frame() {
        let mut ping = vec![0x89, 0x80 | 100, 0, 0, 0, 0];
        ping.extend([b'p'; 100]);
        const PINGS: usize = 5_000;
        // Nobody takes the answers in.
        let mut socket = Socket::over(Network { says: ping.repeat(PINGS), ..Network::default() }).await;
        for n in 0..PINGS {
            assert!(matches!(socket.hear().await, Some(Heard::Nothing)), "ping {n}");
        }
        network(&mut socket).room = usize::MAX;
        let frame = framed(&"and a board");
        assert!(socket.send(frame.clone()).await.is_some());
        let out = wire(&mut socket);
        let (pongs, last) = out.split_at(out.len() - frame.len());
        assert_eq!(last, frame);
        assert!(pongs.len() <= LARGEST + 102, "{} bytes of answers waited for somebody who reads none", pongs.len());
        let pong = [&[0x8a, 100][..], &[b'p'; 100]].concat();
        assert!(!pongs.is_empty() && pongs.chunks(102).all(|each| each == pong), "each whole");
    }

    #[test]
    fn a_frame_is_what_the_library_would_write() {
        for length in [0, 1, 123, 124, 125, 126, 127, 300, 65_533, 65_534, 200_000] {
            let text = "x".repeat(length);
            let written = serde_json::to_string(&text).unwrap();
            let mut theirs = Vec::new();
            let frame = Frame::message(Message::text(written).into_data(), OpCode::Data(Data::Text), true);
            frame.format(&mut theirs).unwrap();
            assert_eq!(framed(&text), theirs, "{length} letters");
        }
    }
}
