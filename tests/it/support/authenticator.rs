//! An authenticator in software, and what a browser makes of its answers: honest unless a test says
//! otherwise. Knows Web Authentication, and nothing of the product but the names of its fields.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use serde_json::{Value, json};

/// A device with one passkey.
pub(crate) struct Authenticator {
    key: EcdsaKeyPair,
    /// By which it is found.
    pub(crate) credential_id: Vec<u8>,
    /// Whose it is; learnt when the passkey is made.
    pub(crate) user: Vec<u8>,
    /// How often it was used.
    pub(crate) count: u32,
    /// What it says of its use (Web Authentication §6.1): touched (1), its user verified (4).
    pub(crate) flags: u8,
    /// What the browser says besides, or instead.
    pub(crate) says: Vec<(&'static str, Value)>,
    /// On whose page the browser is.
    pub(crate) origin: String,
    /// The host for which the passkey is; what the portal asks for if there is none.
    pub(crate) party: Option<String>,
}

/// The fields of a form that the browser's script fills in.
pub(crate) type Fields = Vec<(&'static str, String)>;

impl Authenticator {
    /// A new device. `number` tells its passkey from others.
    pub(crate) fn new(number: u8) -> Self {
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        Self {
            key: EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap(),
            credential_id: vec![number; 32],
            user: Vec::new(),
            count: 0,
            flags: 0x05,
            says: Vec::new(),
            origin: "https://status.example.jp".to_owned(),
            party: None,
        }
    }

    /// Makes its passkey, as `navigator.credentials.create` does.
    pub(crate) fn create(&mut self, options: &Value) -> Fields {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        self.user = bytes(&options["user"]["id"]);
        let asked = options["authenticatorSelection"]["userVerification"].as_str();
        assert_eq!(asked, Some("required"));
        assert!(options["pubKeyCredParams"].as_array().unwrap().iter().any(|one| one["alg"] == -7));
        let party = self.party.clone().unwrap_or_else(|| text(&options["rp"]["id"]));
        let length = u16::try_from(self.credential_id.len()).unwrap().to_be_bytes();
        let head = self.data(&party, 0x40);
        let point = self.key.public_key().as_ref();
        let (x, y) = (&point[1..33], &point[33..]);
        let data = [
            &head[..],
            &[0; 16],
            &length,
            &self.credential_id,
            b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20",
            x,
            b"\x22\x58\x20",
            y,
        ]
        .concat();
        let size = u16::try_from(data.len()).unwrap().to_be_bytes();
        let attestation =
            [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"[..], &size, &data].concat();
        let client_data = self.client_data("webauthn.create", options);
        vec![("client_data", encoded(client_data)), ("attestation", encoded(attestation))]
    }

    /// Shows its passkey, as `navigator.credentials.get` does.
    pub(crate) fn get(&mut self, options: &Value) -> Fields {
        assert_eq!(options["userVerification"], "required");
        let party =
            self.party.clone().unwrap_or_else(|| options["rpId"].as_str().unwrap().to_owned());
        let data = self.data(&party, 0);
        let client_data = self.client_data("webauthn.get", options);
        let message = [&data[..], digest(&SHA256, client_data.as_bytes()).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &message).unwrap();
        vec![
            ("credential_id", encoded(&self.credential_id)),
            ("client_data", encoded(client_data)),
            ("authenticator_data", encoded(data)),
            ("signature", encoded(signature)),
            ("user_handle", encoded(&self.user)),
        ]
    }

    /// Whether one of the passkeys in a list is its own.
    pub(crate) fn is_among(&self, list: &Value) -> bool {
        list.as_array().unwrap().iter().any(|one| bytes(&one["id"]) == self.credential_id)
    }

    fn data(&mut self, party: &str, more: u8) -> Vec<u8> {
        self.count += 1;
        let flags = self.flags | more;
        let party = digest(&SHA256, party.as_bytes());
        [party.as_ref(), &[flags], &self.count.to_be_bytes()].concat()
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        let mut data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        for (name, value) in &self.says {
            data[*name] = value.clone();
        }
        data.to_string()
    }
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(value: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(value.as_str().unwrap()).unwrap()
}
