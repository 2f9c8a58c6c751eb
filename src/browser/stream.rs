//! Reads streams to their end: what is on its way, and what is packed.
//!
//! It must not hold more than one copy of what it reads.

use crate::browser::bytes::Bytes;
use crate::bundle::{Fault, Severity};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, MessageChannel, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair,
};

/// Bytes that a file may have unpacked: a packed one of a few kilobytes can hold gigabytes,
/// and WebAssembly has four in all.
const MOST: usize = 1 << 30;

/// Bytes that are taken before others have their turn: some milliseconds' worth.
const TURN: u32 = 1 << 20;

/// The bytes of a stream. `expected` is their number, or 0; `tell` hears of every piece how
/// many have come.
///
/// # Errors
/// What the stream failed with; `None` if it holds more than a viewer can.
pub async fn collect(
    stream: &ReadableStream,
    expected: usize,
    tell: &dyn Fn(usize),
) -> Result<Bytes, Option<JsValue>> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut room = Uint8Array::new_with_length(expected.clamp(1 << 16, MOST) as u32);
    let (mut had, mut in_turn) = (0, 0);
    loop {
        // Pieces that are there already come without a pause, as long as there are any: the
        // page would stand still meanwhile.
        if in_turn >= TURN {
            in_turn = 0;
            next_turn().await;
        }
        let piece = JsFuture::from(reader.read()).await.map_err(Some)?;
        let member = |name: &str| Reflect::get(&piece, &name.into()).unwrap_or_default();
        let Ok(value) = member("value").dyn_into::<Uint8Array>() else { break };
        let has = had + value.length();
        if has as usize > MOST {
            let _ = reader.cancel();
            return Err(None);
        }
        if has > room.length() {
            let wider = Uint8Array::new_with_length(has.saturating_mul(2));
            wider.set(&room, 0);
            room = wider;
        }
        room.set(&value, had);
        (had, in_turn) = (has, in_turn + value.length());
        tell(had as usize);
    }
    // A buffer goes to a worker whole: what is left of it would go along.
    let exact = had == room.length();
    Ok(Bytes::new(if exact { room } else { room.slice(0, had) }))
}

/// Lets others have the thread, and goes on when it is free again; at once where the browser
/// has no channels.
async fn next_turn() {
    let Ok(channel) = MessageChannel::new() else { return };
    let free = Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(free).await;
    channel.port1().close();
}

/// The bytes of a file, unpacked if gzip packed them.
///
/// # Errors
/// A fatal fault if the packing is broken, or the browser cannot unpack.
pub async fn unpacked(bytes: Bytes) -> Result<Bytes, Fault> {
    if !bytes.is_packed() {
        return Ok(bytes);
    }
    let unpacking = || {
        let parts = Array::of1(bytes.array());
        let packed = Blob::new_with_u8_array_sequence(&parts)?.stream();
        // By name: the bindings still count this class as unstable.
        let class = Reflect::get(&js_sys::global(), &"DecompressionStream".into())?;
        let gunzip =
            Reflect::construct(&class.dyn_into::<Function>()?, &Array::of1(&"gzip".into()))?;
        // Both streams in one object: that is what a stream is piped through.
        let pair: ReadableWritablePair = gunzip.unchecked_into();
        Ok::<ReadableStream, JsValue>(packed.pipe_through(&pair))
    };
    let fault = |what: &str, remedy: &str| Fault::new(Severity::Fatal, what, remedy);
    let stream = unpacking().map_err(|_| {
        fault("This browser cannot unpack gzip.", "Unpack the file and open what is in it.")
    })?;
    collect(&stream, bytes.array().length() as usize * 4, &|_| {}).await.map_err(|reason| {
        match reason {
            Some(_) => fault(
                "This file is packed with gzip and cannot be unpacked: it is damaged or cut off.",
                "Fetch it again, or unpack it with a program that can save a part of it.",
            ),
            None => fault(
                "Unpacked, this file is larger than a viewer can hold (1 GiB).",
                "Split it into several bundles.",
            ),
        }
    })
}
