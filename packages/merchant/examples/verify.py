"""Believes a faceid-h5 result token, or says why not. Needs: pip install cryptography

python3 verify.py ../test-tokens.json       tries it on the published tokens
python3 verify.py ../test-deliveries.json   and on the published webhook deliveries
"""

import base64
import hashlib
import hmac
import json
import re
import sys
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Refused(Exception):
    """`code` is one of the codes of ResultError."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def verify(token, *, keys, issuer, scene, reference, consume, accept="supplied", words=None,
           allow_sandbox=False, tolerance=30, now=None):
    """`keys`: the relay's JWK Set, kept for ten minutes. `consume(id, reference, until)`: True when unused so far."""
    now = time.time() if now is None else now
    claims = signed_claims(token, keys)
    refuse_unless(claims["iss"] == issuer, "issuer_mismatch")
    refuse_unless(claims["aud"] == scene, "scene_mismatch")
    refuse_unless(claims["sub"] == reference, "reference_mismatch")
    refuse_unless(claims["iat"] <= now + tolerance, "token_early")
    refuse_unless(now - tolerance < claims["exp"], "token_expired")
    refuse_unless(now - tolerance < claims["use_until"], "result_expired")
    refuse_unless(allow_sandbox or not claims["sandbox"], "sandbox_refused")
    named = claims["identity"] == "supplied" and claims["started_by"] == "merchant"
    refuse_unless(accept == "anyone" or named, "identity_not_supplied")
    if words is not None:
        asked = {"mode": words["mode"], "digest": digest(words)}
        refuse_unless(claims.get("intention") == asked, "intention_mismatch")
    refuse_unless(claims["status"] == "passed", "not_passed")
    until = claims["use_until"] + tolerance
    refuse_unless(consume(claims["jti"], reference, until), "already_used")
    return claims


def webhook_event(body, headers, secrets, now=None):
    """`body`: the bytes as received; `headers`: with lower-case names. Then `verify` its data.resultToken."""
    now = time.time() if now is None else now
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    refuse_unless(all(headers.get(name) for name in names), "headers_missing")
    message_id, timestamp, signatures = (headers[name] for name in names)
    refuse_unless(re.fullmatch(r"[0-9]{1,12}", timestamp) and abs(now - int(timestamp)) <= 300,
                  "timestamp_invalid")
    signed = f"{message_id}.{timestamp}.".encode() + body
    macs = [hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
            for secret in secrets]
    ours = ["v1," + base64.b64encode(mac).decode() for mac in macs]
    refuse_unless(any(hmac.compare_digest(one, their) for one in ours
                      for their in signatures.split(" ") if their.isascii()), "signature_invalid")
    try:
        event = json.loads(body)
        data = event["data"]
        known = event["type"] == "webhook.test" or (
            event["type"] == f"verification.{data['status']}" and data["status"] in ("passed", "failed", "expired")
            and all(isinstance(data[name], str) for name in ("id", "scene", "reference", "resultToken")))
    except (ValueError, KeyError, TypeError):
        raise Refused("event_malformed")
    refuse_unless(known, "event_malformed")
    return event


def signed_claims(token, keys):
    refuse_unless(token, "token_missing")
    refuse_unless(isinstance(token, str) and len(token) <= 8192, "token_malformed")
    parts = token.split(".")
    refuse_unless(len(parts) == 3, "token_malformed")
    try:
        header, payload, signature = (decode(part) for part in parts)
        header = json.loads(header)
    except (ValueError, RecursionError):
        raise Refused("token_malformed")
    refuse_unless(isinstance(header, dict) and header.get("alg") == "EdDSA"
                  and header.get("typ") == "faceid-result+jwt"
                  and isinstance(header.get("kid"), str) and "crit" not in header,
                  "token_malformed")
    found = [key for key in keys["keys"]
             if key.get("kid") == header["kid"] and key.get("crv") == "Ed25519"]
    # Not found: read the relay's keys again, at most twice a minute, before refusing.
    refuse_unless(found, "key_unknown")
    try:
        public = Ed25519PublicKey.from_public_bytes(decode(found[0]["x"]))
        public.verify(signature, f"{parts[0]}.{parts[1]}".encode())
    except InvalidSignature:
        raise Refused("signature_invalid")
    try:
        claims = json.loads(payload)
    except ValueError:
        raise Refused("claims_invalid")
    refuse_unless(isinstance(claims, dict) and all(check(claims.get(name)) for name, check in CHECKS.items()),
                  "claims_invalid")
    return claims


def text(value):
    return isinstance(value, str) and value != ""


def moment(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def flag(value):
    return isinstance(value, bool)


def one_of(*values):
    return lambda value: isinstance(value, str) and value in values


CHECKS = {
    "iss": text, "aud": text, "sub": text, "jti": text, "evidence": text,
    "iat": moment, "exp": moment, "use_until": moment,
    "status": one_of("passed", "failed", "expired"),
    "mode": one_of("native", "overlay"),
    "started_by": one_of("browser", "merchant"),
    "identity": one_of("supplied", "captured"),
    "handoff": flag, "sandbox": flag,
}


def digest(words):
    lines = [words["mode"], *words.get("statements", [])]
    if "text" in words:
        lines.append(words["text"])
    for question in words.get("questions", []):
        lines.append("? " + question["ask"])
        lines += ["= " + answer for answer in question["answers"]]
    if re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(lines)):
        raise ValueError("words must not hold control characters")
    return base64.urlsafe_b64encode(hashlib.sha256("\n".join(lines).encode()).digest()).rstrip(b"=").decode()


def decode(part):
    if not re.fullmatch(r"[A-Za-z0-9_-]*", part):
        raise ValueError("not base64url")
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def refuse_unless(holds, code):
    if not holds:
        raise Refused(code)


def outcome_of(case, published):
    try:
        if "body" in case:
            webhook_event(case["body"].encode(), case["headers"], published["secrets"], published["now"])
            return "ok"
        return verify(case["token"], keys=published["jwks"], issuer=published["issuer"],
                      scene=published["scene"], reference=case["reference"], accept=case["accept"],
                      words=case["words"], now=published["now"], consume=lambda *use: True)["status"]
    except Refused as refused:
        return refused.code


if __name__ == "__main__":
    published = json.load(open(sys.argv[1], encoding="utf-8"))
    cases = published.get("tokens") or published["deliveries"]
    wrong = [case["name"] for case in cases if outcome_of(case, published) != case["outcome"]]
    print(f"{len(cases) - len(wrong)} passed, {len(wrong)} failed", *wrong)
    sys.exit(bool(wrong))
