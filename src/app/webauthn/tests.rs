//! Against the test vectors of Web Authentication Level 3, §16, and against what an authenticator might
//! send to be let in.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::*;

fn party() -> RelyingParty {
    RelyingParty { id: "example.org".to_owned(), origin: "https://example.org".to_owned() }
}

fn hex(text: &str) -> Vec<u8> {
    let text: String = text.split_whitespace().collect();
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// The parts of one example of §16: challenge, attestation object and credential identifier when it is
/// created; authenticator data, client data and signature when it is shown.
struct Example {
    challenge: &'static str,
    client_data: &'static str,
    attestation: &'static str,
    credential_id: &'static str,
    authenticator_data: &'static str,
    shown_client_data: &'static str,
    signature: &'static str,
}

/// ES256 without attestation (§16.2).
const ES256: Example = Example {
    challenge: "00c30fb78531c464d2b6771dab8d7b603c01162f2fa486bea70f283ae556e130",
    client_data: r#"{"type":"webauthn.create","challenge":"AMMPt4UxxGTStncdq417YDwBFi8vpIa-pw8oOuVW4TA","origin":"https://example.org","crossOrigin":false,"extraData":"clientDataJSON may be extended with additional fields in the future, such as this: BkQeDjdcTBrXBiAwJTLE5Q"}"#,
    attestation: "a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad
        6461c9c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f391d
        b4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d23
        eb86ccb64098d20db90856062eb249c33a9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68e
        d73290af2e2664796b9220",
    credential_id: "f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4",
    authenticator_data: "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000",
    shown_client_data: r#"{"type":"webauthn.get","challenge":"OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag","origin":"https://example.org","crossOrigin":false}"#,
    signature: "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd38022100848
        0ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87",
};

/// Ed25519 with a packed attestation (§16.11), whose statement is not looked at.
const ED25519: Example = Example {
    challenge: "a8abf9dabdc6b0df63466b39bda9e8a34a34e185337a59f1c579990676d3b3bd",
    client_data: r#"{"type":"webauthn.create","challenge":"qKv52r3GsN9jRms5vanoo0o04YUzelnxxXmZBnbTs70","origin":"https://example.org","crossOrigin":false,"extraData":"clientDataJSON may be extended with additional fields in the future, such as this: B_DT5g7ZD_-9OTLYX5IvEQ"}"#,
    attestation: "a363666d74667061636b65646761747453746d74a363616c67266373696758483046022100d83f60bd80
        269537583218858aefb03ac57d45fa06e42feaae332d187f62da9f022100a02bd3cb6f7e1d283c93bad1f3f4b5a4c0
        494463da7fdbf256949116754d1f17637835638141006861757468446174615881bfabc37432958b063360d3ad6461
        c9c4735ae7f8edd46592a5e0f01452b2e4b54100000000d5aa33581e8ca478e20fe713f5d32ff20020ce9f840ed965
        99580cd140fbc7bb3230633f50f61041aff73308ae71caa8a2bda401010327200621582044e06ddd331c36a8dc667b
        ab52bcae63486c916aa5e339e6acebaa84934bf832",
    credential_id: "ce9f840ed96599580cd140fbc7bb3230633f50f61041aff73308ae71caa8a2bd",
    authenticator_data: "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50100000000",
    shown_client_data: r#"{"type":"webauthn.get","challenge":"iVlX4BxjOmmDSKLYoxpUt9sn6MHEOyCA15riGQJnv9I","origin":"https://example.org","crossOrigin":false}"#,
    signature: "f5c59c7e46c34f6f8cc197101ddf9934fa2595f68eb1913a637e8419eb9ba4cfdfc48f85393bc0d40b01
        1f0d6fecb097d6607525713223a0dc0d453993dae00b",
};

/// The authenticator data of an attestation, to be changed and put back.
fn data_of(example: &Example) -> Vec<u8> {
    let attestation = hex(example.attestation);
    let (item, _) = cbor::read(&attestation).unwrap();
    item.get(&Item::Text("authData")).unwrap().bytes().unwrap().to_vec()
}

/// An attestation with this authenticator data.
fn attestation(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap().to_be_bytes();
    [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"[..], &length, data].concat()
}

const FLAGS: usize = 32;

/// As an authenticator that verified its user would have said it.
fn verified(mut data: Vec<u8>) -> Vec<u8> {
    data[FLAGS] |= VERIFIED;
    data
}

#[test]
fn the_challenge_is_read_from_the_examples_of_the_standard() {
    for example in [ES256, ED25519] {
        let client_data = example.client_data.as_bytes();
        let read = challenge(&party(), Ceremony::Create, client_data);
        assert_eq!(read, Ok(hex(example.challenge)));
    }
}

#[test]
fn a_key_of_the_standard_s_examples_checks_its_signature() {
    for example in [ES256, ED25519] {
        let created = created(&party(), &attestation(&verified(data_of(&example)))).unwrap();
        assert_eq!(created.credential_id, hex(example.credential_id));
        let (key, rest) = Key::read(&created.public_key).unwrap();
        assert!(rest.is_empty());
        let client_data = example.shown_client_data.as_bytes();
        let message = [&hex(example.authenticator_data)[..], &Sha256::digest(client_data)].concat();
        assert!(key.has_signed(&message, &hex(example.signature)));
        for at in [0, 36, 40, message.len() - 1] {
            let mut changed = message.clone();
            changed[at] ^= 1;
            assert!(!key.has_signed(&changed, &hex(example.signature)), "{at}");
        }
    }
}

#[test]
fn an_rsa_key_of_the_standard_s_examples_checks_its_signature() {
    // §16.10: the modulus is the product of two Mersenne primes, 2^1279 − 1 and 2^2203 − 1.
    let runs = [(0x03, 1), (0xff, 159), (0xf7, 1), (0xff, 115), (0x80, 1), (0x00, 158), (0x01, 1)];
    let modulus: Vec<u8> = runs.into_iter().flat_map(|(byte, count)| vec![byte; count]).collect();
    let described =
        [&b"\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\xb4"[..], &modulus, b"\x21\x43\x01\x00\x01"]
            .concat();
    let (key, _) = Key::read(&described).unwrap();
    let data = hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000");
    let client_data = r#"{"type":"webauthn.get","challenge":"KV9Z9fqP5ixayp4nYmx4yNo3aubYzS3SmuutYB4bxMU","origin":"https://example.org","crossOrigin":false}"#;
    let message = [&data[..], &Sha256::digest(client_data)].concat();
    let signature = hex(
        "01063d52d7c39b4d432fc7063c5d93e582bdcb16889cd71f888d67d880ea730a428498d3bc8e1ee11f2b1ecbe6c292
        b118c55ffaaddefa8cad0a54dd137c51f1eec673f1bb6c4d1789d6826a222b22d0f585fc901fdc933212e579d199b89
        d672aa44891333e6a1355536025e82b25590256c3538229b55737083b2f6b9377e49e2472f11952f79fdd0da180b5ff
        d901b4049a8f081bb40711bef76c62aed943571f2d0575304cb549d68d8892f95086a30f93716aee818f8dc06e96c0d
        5e0ed4cfa9fd8773d90464b68cf140f7986666ff9c9e3302acd0535d60d769f465e2ab57ef8aabc89fccfef7ba32a64
        154a8b3d26be2298f470b8cc5377dbe3dfd4b0b45f8f01e63bde6cfc76b62771f9b70aa27cf40152cad93aa5acd784f
        d4b90f676e2ea828d0bf2400aebbaae4153e5838f537f88b6228346782a93a899be66ec77de45b3efcf311da6321c92
        e6b0cd11bfe653bf3e98cee8e341f02d67dbb6f9c98d9e8178090cfb5b70fbc6d541599ac794ae2f1d4de1286ec8de8
        c2daf7b1d15c8438e90d924df5c19045220a4c8438c1b979bbe016cf3d0eeec23c3999d4882cc645b776de930756612
        cdc6dd398160ff02a6",
    );
    assert!(key.has_signed(&message, &signature));
    assert!(!key.has_signed(&message[1..], &signature));
    // What is shorter than 2048 bits is no key.
    let short =
        [&b"\xa4\x01\x03\x03\x39\x01\x00\x20\x58\x80"[..], &[0xff; 128], b"\x21\x43\x01\x00\x01"]
            .concat();
    assert_eq!(Key::read(&short), None);
}

#[test]
fn who_did_not_verify_its_user_is_refused() {
    for example in [ES256, ED25519] {
        let refused = created(&party(), &hex(example.attestation));
        assert_eq!(refused, Err(Refusal::NotVerified));
        let (data, signature) = (hex(example.authenticator_data), hex(example.signature));
        let public_key =
            created(&party(), &attestation(&verified(data_of(&example)))).unwrap().public_key;
        let client_data = example.shown_client_data.as_bytes();
        let refused = shown(&party(), &public_key, client_data, &data, &signature);
        assert_eq!(refused, Err(Refusal::NotVerified));
        // Saying so afterwards breaks the signature.
        let refused = shown(&party(), &public_key, client_data, &verified(data), &signature);
        assert_eq!(refused, Err(Refusal::Signature));
    }
}

#[test]
fn client_data_of_another_kind_place_or_form_is_refused() {
    let data = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut data = serde_json::json!({
            "type": "webauthn.get",
            "challenge": URL_SAFE_NO_PAD.encode([7; 32]),
            "origin": "https://example.org",
            "crossOrigin": false,
        });
        change(&mut data);
        challenge(&party(), Ceremony::Get, data.to_string().as_bytes())
    };
    assert_eq!(data(&|_| {}), Ok(vec![7; 32]));
    let older = data(&|data| drop(data.as_object_mut().unwrap().remove("crossOrigin")));
    assert_eq!(older, Ok(vec![7; 32]), "older browsers say nothing of frames");
    for origin in [
        "https://example.org.evil.example",
        "https://example.org:8443",
        "http://example.org",
        "https://www.example.org",
        "https://EXAMPLE.org",
        "null",
        "",
    ] {
        let refused = data(&|data| data["origin"] = origin.into());
        assert_eq!(refused, Err(Refusal::Origin), "{origin}");
    }
    assert_eq!(data(&|data| data["crossOrigin"] = true.into()), Err(Refusal::Origin));
    let framed = data(&|data| data["topOrigin"] = "https://evil.example".into());
    assert_eq!(framed, Err(Refusal::Origin));
    assert_eq!(data(&|data| data["type"] = "webauthn.create".into()), Err(Refusal::Ceremony));
    assert_eq!(data(&|data| data["challenge"] = "%%%".into()), Err(Refusal::Malformed));
    for broken in [&b""[..], b"{}", b"[]", b"\xff", b"null"] {
        assert_eq!(challenge(&party(), Ceremony::Get, broken), Err(Refusal::Malformed));
    }
}

#[test]
fn authenticator_data_that_is_cut_or_says_what_cannot_be_is_refused() {
    let whole = verified(data_of(&ES256));
    assert!(created(&party(), &attestation(&whole)).is_ok());
    for length in 0..whole.len() {
        let refused = created(&party(), &attestation(&whole[..length]));
        assert!(refused.is_err(), "{length} bytes");
    }
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut data = whole.clone();
        change(&mut data);
        created(&party(), &attestation(&data))
    };
    assert_eq!(with(&|data| data[0] ^= 1), Err(Refusal::RelyingParty));
    assert_eq!(with(&|data| data[FLAGS] &= !PRESENT), Err(Refusal::NotVerified));
    assert_eq!(with(&|data| data[FLAGS] &= !ATTESTED), Err(Refusal::Malformed));
    assert_eq!(with(&|data| data[FLAGS] &= !MAY_BE_COPIED), Err(Refusal::Malformed));
    assert_eq!(with(&|data| data.push(0)), Err(Refusal::Malformed));
    assert_eq!(with(&|data| data[FLAGS] |= EXTENDED), Err(Refusal::Malformed));
    let extended = with(&|data| {
        data[FLAGS] |= EXTENDED;
        data.extend(b"\xa1\x6bcredProtect\x02");
    });
    assert_eq!(
        extended.unwrap().public_key,
        created(&party(), &attestation(&whole)).unwrap().public_key
    );
    // A key of another kind: kty 2 with the algorithm ES384, and no length of an identifier.
    let algorithm = whole.len() - 77 + 4;
    assert_eq!(with(&|data| data[algorithm] = 0x38), Err(Refusal::Algorithm));
    assert_eq!(with(&|data| data[FLAGS + 21..FLAGS + 23].fill(0)), Err(Refusal::Malformed));
    assert_eq!(with(&|data| data[FLAGS + 21..FLAGS + 23].fill(0xff)), Err(Refusal::Malformed));
}

#[test]
fn an_attestation_that_is_none_is_refused() {
    for broken in [&b""[..], b"\xa0", b"\x80", b"\xa1\x68authData\x60", b"\xff"] {
        assert_eq!(created(&party(), broken), Err(Refusal::Malformed));
    }
    let trailing = [attestation(&verified(data_of(&ES256))), vec![0]].concat();
    assert_eq!(created(&party(), &trailing), Err(Refusal::Malformed));
}
