//! A file's bytes in the browser's own memory: they go to a worker without being copied, and
//! the page's WebAssembly memory, which never shrinks, does not grow by them.
//!
//! Once handed over they are gone. It must not look further than at the first two bytes.

use js_sys::Uint8Array;

/// A file's bytes.
pub struct Bytes(Uint8Array);

impl Bytes {
    /// Those of an array, which must not be changed any more.
    pub(super) fn new(array: Uint8Array) -> Self {
        Self(array)
    }

    /// True if gzip packed them.
    pub fn is_packed(&self) -> bool {
        self.0.length() > 1 && (self.0.get_index(0), self.0.get_index(1)) == (0x1F, 0x8B)
    }

    /// The array, to be handed over.
    pub(super) fn array(&self) -> &Uint8Array {
        &self.0
    }

    /// A copy for our own use.
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Uint8Array::from(&bytes[..]))
    }
}
