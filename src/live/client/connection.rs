//! A connection to a meeting, encrypted or not.

use std::io;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::rustls;
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite};

use crate::live::trust::{self, Fingerprint};

/// Bytes, encrypted or not.
pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Wire for S {}

pub(super) type Socket = WebSocketStream<Box<dyn Wire>>;

/// A connection, or why there is none.
pub(super) async fn connection(address: String, trust: Option<Fingerprint>) -> Result<Socket, String> {
    let none = |error: io::Error| match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::General(why)) => why.clone(),
        _ => format!("no connection: {error}"),
    };
    let stream = TcpStream::connect(&address).await.map_err(none)?;
    let _ = stream.set_nodelay(true);
    let (scheme, usual) = if trust.is_some() { ("wss", ":443") } else { ("ws", ":80") };
    let wire: Box<dyn Wire> = match &trust {
        None => Box::new(stream),
        Some(trust) => {
            let connector = trust::connector(trust).map_err(|error| error.to_string())?;
            Box::new(connector.connect(trust::server(&address).map_err(none)?, stream).await.map_err(none)?)
        }
    };
    let host = address.strip_suffix(usual).unwrap_or(&address);
    let (socket, _) = client_async(format!("{scheme}://{host}/live"), wire).await.map_err(|error| words(&error))?;
    Ok(socket)
}

/// Why there is none, or none any more, for people.
pub(super) fn words(error: &tungstenite::Error) -> String {
    match error {
        tungstenite::Error::Io(error) => format!("no connection: {error}"),
        tungstenite::Error::Http(_) => "no connection: there is something else at this address".to_owned(),
        tungstenite::Error::Url(_) => "no connection: this is no address; write it like 192.168.1.20:7450".to_owned(),
        other => format!("no connection: {other}"),
    }
}
