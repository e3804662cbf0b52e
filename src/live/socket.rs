//! A connection as a WebSocket. What comes is read by the library, within our bounds. What goes out is ready-made, head and text in one
//! piece: a board is put together once for everyone, and no connection keeps a copy of what it sent.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::ready;

use hyper::body::Bytes;
use futures_util::{FutureExt, SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::io::AsyncWrite;
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

/// A connection.
pub(super) struct Socket {
    stream: WebSocketStream<TokioIo<Upgraded>>,
    /// A frame went out by half: whatever followed would be read as part of it.
    torn: bool,
}

impl Socket {
    /// The connection that was an HTTP request before.
    pub(super) async fn of(upgraded: Upgraded) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_AHEAD)
            .write_buffer_size(0)
            // Answers to pings that the other end does not take in.
            .max_write_buffer_size(LARGEST)
            .max_message_size(Some(LARGEST))
            .max_frame_size(Some(LARGEST));
        let stream = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await;
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
    use tokio_tungstenite::tungstenite::Message;
    use tokio_tungstenite::tungstenite::protocol::frame::Frame;
    use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

    use super::framed;

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
