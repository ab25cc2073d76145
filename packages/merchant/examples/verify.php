<?php
// Believes a faceid-h5 result token, or says why not. Needs PHP 8.1 with the sodium extension.
//
// php verify.php ../test-tokens.json       tries it on the published tokens
// php verify.php ../test-deliveries.json   and on the published webhook deliveries

final class Refused extends Exception
{
    /** $reason is one of the codes of ResultError. */
    public function __construct(public readonly string $reason)
    {
        parent::__construct($reason);
    }
}

/**
 * @param array $relay {keys, issuer, scene}: the relay's JWK Set (kept for ten minutes), publicUrl and the scene
 * @param array $expected {reference, accept, words}
 * @param callable $consume (id, reference, until) → true when unused so far
 */
function verify(mixed $token, array $relay, array $expected, callable $consume,
    bool $allowSandbox = false, int $tolerance = 30, ?int $now = null): array
{
    $now ??= time();
    $claims = signed_claims($token, $relay['keys']);
    refuse_unless($claims['iss'] === $relay['issuer'], 'issuer_mismatch');
    refuse_unless($claims['aud'] === $relay['scene'], 'scene_mismatch');
    refuse_unless($claims['sub'] === $expected['reference'], 'reference_mismatch');
    refuse_unless($claims['iat'] <= $now + $tolerance, 'token_early');
    refuse_unless($now - $tolerance < $claims['exp'], 'token_expired');
    refuse_unless($now - $tolerance < $claims['use_until'], 'result_expired');
    refuse_unless($allowSandbox || !$claims['sandbox'], 'sandbox_refused');
    $named = $claims['identity'] === 'supplied' && $claims['started_by'] === 'merchant';
    refuse_unless(($expected['accept'] ?? 'supplied') === 'anyone' || $named, 'identity_not_supplied');
    if (isset($expected['words'])) {
        $asked = $claims['intention'] ?? [];
        refuse_unless(($asked['mode'] ?? null) === $expected['words']['mode']
            && ($asked['digest'] ?? null) === digest($expected['words']), 'intention_mismatch');
    }
    refuse_unless($claims['status'] === 'passed', 'not_passed');
    $until = $claims['use_until'] + $tolerance;
    refuse_unless($consume($claims['jti'], $expected['reference'], $until) === true, 'already_used');
    return $claims;
}

/** $body: the bytes as received; $headers: with lower-case names. Then verify() its data.resultToken. */
function webhook_event(string $body, array $headers, array $secrets, ?int $now = null): array
{
    [$id, $time, $signatures] = array_map(fn ($name) => $headers[$name] ?? '',
        ['webhook-id', 'webhook-timestamp', 'webhook-signature']);
    refuse_unless($id !== '' && $time !== '' && $signatures !== '', 'headers_missing');
    refuse_unless(preg_match('/^[0-9]{1,12}\z/', $time) === 1 && abs(($now ?? time()) - (int) $time) <= 300,
        'timestamp_invalid');
    $matches = false;
    foreach ($secrets as $secret) {
        $key = base64_decode(substr($secret, strlen('whsec_')));
        $ours = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$time.$body", $key, true));
        foreach (explode(' ', $signatures) as $theirs) {
            $matches = hash_equals($ours, $theirs) || $matches;
        }
    }
    refuse_unless($matches, 'signature_invalid');
    $event = json_decode($body, true);
    $type = $event['type'] ?? null;
    $data = $event['data'] ?? [];
    $status = $data['status'] ?? null;
    $texts = array_map(fn ($name) => is_string($data[$name] ?? null), ['id', 'scene', 'reference', 'resultToken']);
    refuse_unless($type === 'webhook.test' || (in_array($status, ['passed', 'failed', 'expired'], true)
        && $type === "verification.$status" && !in_array(false, $texts, true)), 'event_malformed');
    return $event;
}

function signed_claims(mixed $token, array $keys): array
{
    refuse_unless($token !== null && $token !== '', 'token_missing');
    refuse_unless(is_string($token) && strlen($token) <= 8192, 'token_malformed');
    $parts = explode('.', $token);
    refuse_unless(count($parts) === 3, 'token_malformed');
    [$header, $payload, $signature] = array_map('decode', $parts);
    $header = json_decode($header ?? '', true);
    refuse_unless(is_array($header) && $payload !== null && $signature !== null
        && ($header['alg'] ?? null) === 'EdDSA' && ($header['typ'] ?? null) === 'faceid-result+jwt'
        && is_string($header['kid'] ?? null) && !isset($header['crit']), 'token_malformed');
    $found = array_values(array_filter($keys['keys'],
        fn ($key) => ($key['kid'] ?? null) === $header['kid'] && ($key['crv'] ?? null) === 'Ed25519'));
    // Not found: read the relay's keys again, at most twice a minute, before refusing.
    refuse_unless($found !== [], 'key_unknown');
    refuse_unless(strlen($signature) === SODIUM_CRYPTO_SIGN_BYTES
        && sodium_crypto_sign_verify_detached($signature, "$parts[0].$parts[1]", decode($found[0]['x'])),
        'signature_invalid');
    $claims = json_decode($payload, true);
    refuse_unless(is_array($claims) && well_formed($claims), 'claims_invalid');
    return $claims;
}

function well_formed(array $claims): bool
{
    $text = fn ($value) => is_string($value) && $value !== '';
    $time = fn ($value) => is_int($value) || is_float($value);
    $oneOf = fn (...$values) => fn ($value) => in_array($value, $values, true);
    $checks = [
        'iss' => $text, 'aud' => $text, 'sub' => $text, 'jti' => $text, 'evidence' => $text,
        'iat' => $time, 'exp' => $time, 'use_until' => $time,
        'status' => $oneOf('passed', 'failed', 'expired'),
        'mode' => $oneOf('native', 'overlay'),
        'started_by' => $oneOf('browser', 'merchant'),
        'identity' => $oneOf('supplied', 'captured'),
        'handoff' => 'is_bool', 'sandbox' => 'is_bool',
    ];
    foreach ($checks as $name => $check) {
        if (!$check($claims[$name] ?? null)) {
            return false;
        }
    }
    return true;
}

function digest(array $words): string
{
    $lines = [$words['mode'], ...$words['statements'] ?? []];
    if (isset($words['text'])) {
        $lines[] = $words['text'];
    }
    foreach ($words['questions'] ?? [] as $question) {
        $lines[] = '? ' . $question['ask'];
        array_push($lines, ...array_map(fn ($answer) => '= ' . $answer, $question['answers']));
    }
    if (preg_match('/\p{Cc}/u', implode('', $lines)) !== 0) {
        throw new InvalidArgumentException('words must not hold control characters');
    }
    $hash = hash('sha256', implode("\n", $lines), true);
    return sodium_bin2base64($hash, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
}

function decode(string $part): ?string
{
    try {
        return sodium_base642bin($part, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
    } catch (SodiumException) {
        return null;
    }
}

function refuse_unless(bool $holds, string $code): void
{
    if (!$holds) {
        throw new Refused($code);
    }
}

function outcome_of(array $case, array $published): string
{
    try {
        if (isset($case['body'])) {
            webhook_event($case['body'], $case['headers'], $published['secrets'], $published['now']);
            return 'ok';
        }
        $relay = ['keys' => $published['jwks'], 'issuer' => $published['issuer'], 'scene' => $published['scene']];
        return verify($case['token'], $relay, $case, fn () => true, now: $published['now'])['status'];
    } catch (Refused $refused) {
        return $refused->reason;
    }
}

if (realpath($argv[0] ?? '') === __FILE__) {
    $published = json_decode(file_get_contents($argv[1]), true);
    $cases = $published['tokens'] ?? $published['deliveries'];
    $wrong = array_filter($cases, fn ($case) => outcome_of($case, $published) !== $case['outcome']);
    echo count($cases) - count($wrong), ' passed, ', count($wrong), " failed\n";
    foreach ($wrong as $case) {
        echo $case['name'], ': ', outcome_of($case, $published), "\n";
    }
    exit($wrong === [] ? 0 : 1);
}
