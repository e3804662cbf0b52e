//! The server: accepts connections, within limits, and hands them on.

use std::convert::Infallible;
use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::yield_now;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::answer::answer;
use super::gate::Names;
use super::hub::Hub;
use super::limits::{SPARE, TO_ASK};
use super::lobby::Lobby;

/// Bytes of a request's head at the most.
const HEAD: usize = 16_384;
/// After an accept that failed, for want of file handles for instance.
const BREATH: Duration = Duration::from_millis(50);

/// Connections accepted before others have a turn: enough for a room that comes back at once, and little for one who only knocks.
const IN_A_ROW: u64 = 1_024;

/// What every connection is served with.
#[derive(Clone, Debug)]
pub(super) struct Served {
    pub(super) shared: Arc<Shared>,
    /// Its place among all connections: free again once the last who serves it is done, after an upgrade too.
    _place: Arc<OwnedSemaphorePermit>,
}

/// What is the same for all of them.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) names: Names,
    pub(super) page: String,
    pub(super) tls: bool,
    /// After so much of it a connection is asked whether it is there.
    pub(super) silence: Duration,
    pub(super) hub: Hub,
    pub(super) lobby: Lobby,
}

/// Accepts connections until it is dropped.
pub(super) async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, shared: Arc<Shared>, seats: u32) {
    let most = usize::try_from(seats).unwrap_or(usize::MAX).saturating_mul(2).saturating_add(SPARE);
    let places = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
    for accepted in 1_u64.. {
        if accepted.is_multiple_of(IN_A_ROW) {
            yield_now().await;
        }
        let (stream, from) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(_) => {
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        // No place: it is closed, and whoever it was tries again.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        let _ = stream.set_nodelay(true);
        let tls = tls.clone();
        let served = Served { shared: Arc::clone(&shared), _place: Arc::new(place) };
        tokio::spawn(connection(stream, from, tls, served));
    }
}

async fn connection(stream: TcpStream, from: SocketAddr, tls: Option<TlsAcceptor>, served: Served) {
    match tls {
        None => http(stream, from, served).await,
        Some(tls) => {
            if let Ok(Ok(stream)) = timeout(TO_ASK, tls.accept(stream)).await {
                http(stream, from, served).await;
            }
        }
    }
}

async fn http<S>(stream: S, from: SocketAddr, served: Served)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request| ready(Ok::<_, Infallible>(answer(&served, from.ip(), request))));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(TO_ASK)
        .max_buf_size(HEAD)
        .max_headers(64)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    // A client that breaks off, or says what is no HTTP, concerns nobody else.
    let _ = connection.await;
}
