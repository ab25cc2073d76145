// Believes a faceid-h5 result token, or says why not. Needs Go 1.19 and nothing else.
//
//	go run verify.go ../test-tokens.json       tries it on the published tokens
//	go run verify.go ../test-deliveries.json   and on the published webhook deliveries
package main

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode"
)

// Refused is one of the codes of ResultError.
type Refused string

func (code Refused) Error() string { return string(code) }

// Claims of a result token. Pointers tell what is absent from what is false or zero.
type Claims struct {
	Issuer    string    `json:"iss"`
	Scene     string    `json:"aud"`
	Reference string    `json:"sub"`
	ID        string    `json:"jti"`
	IssuedAt  *float64  `json:"iat"`
	Expires   *float64  `json:"exp"`
	UseUntil  *float64  `json:"use_until"`
	StartedBy string    `json:"started_by"`
	Handoff   *bool     `json:"handoff"`
	Sandbox   *bool     `json:"sandbox"`
	Intention Intention `json:"intention"`
	// Under their own names.
	Status, Reason, Mode, Identity, Evidence string
}

// Intention is empty if no words were asked.
type Intention struct{ Mode, Digest string }

// Relay is what the back end knows of the relay. Keys: its JWK Set, kept for ten minutes.
type Relay struct {
	Issuer, Scene string
	Keys          KeySet `json:"jwks"`
	AllowSandbox  bool
}

type KeySet struct {
	Keys []struct {
		Kid, Crv, X string
	}
}

type Expected struct {
	Reference, Accept string
	Words             *Words
}

type Words struct {
	Mode       string
	Text       string
	Statements []string
	Questions  []struct {
		Ask     string
		Answers []string
	}
}

const tolerance = 30

// Verify refuses with a Refused. consume answers true when the verification is unused so far.
func Verify(token string, relay Relay, expected Expected, now float64,
	consume func(id, reference string, until float64) (bool, error)) (*Claims, error) {
	claims, err := signedClaims(token, relay.Keys)
	if err != nil {
		return nil, err
	}
	named := claims.Identity == "supplied" && claims.StartedBy == "merchant"
	asked := claims.Intention
	if words := expected.Words; words != nil {
		digest, err := Digest(*words)
		if err != nil {
			return nil, err
		}
		asked = Intention{words.Mode, digest}
	}
	for _, check := range []struct {
		holds bool
		code  Refused
	}{
		{claims.Issuer == relay.Issuer, "issuer_mismatch"},
		{claims.Scene == relay.Scene, "scene_mismatch"},
		{claims.Reference == expected.Reference, "reference_mismatch"},
		{*claims.IssuedAt <= now+tolerance, "token_early"},
		{now-tolerance < *claims.Expires, "token_expired"},
		{now-tolerance < *claims.UseUntil, "result_expired"},
		{relay.AllowSandbox || !*claims.Sandbox, "sandbox_refused"},
		{expected.Accept == "anyone" || named, "identity_not_supplied"},
		{claims.Intention == asked, "intention_mismatch"},
		{claims.Status == "passed", "not_passed"},
	} {
		if !check.holds {
			return nil, check.code
		}
	}
	unused, err := consume(claims.ID, claims.Reference, *claims.UseUntil+tolerance)
	if err != nil {
		return nil, err
	}
	if !unused {
		return nil, Refused("already_used")
	}
	return claims, nil
}

// Event of a webhook. Verify its ResultToken, unless the type is webhook.test.
type Event struct {
	Type string
	Data struct{ ID, Scene, Reference, Status, ResultToken string }
}

// WebhookEvent refuses with a Refused. body: the bytes as received. header: http.Header.Get.
func WebhookEvent(body []byte, header func(string) string, secrets []string, now float64) (*Event, error) {
	id, timestamp := header("webhook-id"), header("webhook-timestamp")
	signatures := header("webhook-signature")
	if id == "" || timestamp == "" || signatures == "" {
		return nil, Refused("headers_missing")
	}
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || now-float64(seconds) > 300 || float64(seconds)-now > 300 {
		return nil, Refused("timestamp_invalid")
	}
	matches := false
	for _, secret := range secrets {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
		if err != nil {
			return nil, err
		}
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(id + "." + timestamp + "." + string(body)))
		ours := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
		for _, theirs := range strings.Split(signatures, " ") {
			matches = hmac.Equal([]byte(ours), []byte(theirs)) || matches
		}
	}
	if !matches {
		return nil, Refused("signature_invalid")
	}
	var event Event
	if json.Unmarshal(body, &event) != nil {
		return nil, Refused("event_malformed")
	}
	data := event.Data
	known := oneOf(data.Status, "passed", "failed", "expired") && event.Type == "verification."+data.Status &&
		data.ID != "" && data.Scene != "" && data.Reference != "" && data.ResultToken != ""
	if !known && event.Type != "webhook.test" {
		return nil, Refused("event_malformed")
	}
	return &event, nil
}

func signedClaims(token string, keys KeySet) (*Claims, error) {
	if token == "" {
		return nil, Refused("token_missing")
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 || len(token) > 8192 {
		return nil, Refused("token_malformed")
	}
	var decoded [3][]byte
	for i, part := range parts {
		var err error
		if decoded[i], err = base64.RawURLEncoding.Strict().DecodeString(part); err != nil {
			return nil, Refused("token_malformed")
		}
	}
	var header struct {
		Alg, Typ, Kid string
		Crit          any
	}
	if json.Unmarshal(decoded[0], &header) != nil || header.Alg != "EdDSA" ||
		header.Typ != "faceid-result+jwt" || header.Kid == "" || header.Crit != nil {
		return nil, Refused("token_malformed")
	}
	key := publicKey(keys, header.Kid)
	if key == nil {
		// Read the relay's keys again, at most twice a minute, before refusing.
		return nil, Refused("key_unknown")
	}
	if !ed25519.Verify(key, []byte(parts[0]+"."+parts[1]), decoded[2]) {
		return nil, Refused("signature_invalid")
	}
	var claims Claims
	if json.Unmarshal(decoded[1], &claims) != nil || !wellFormed(claims) {
		return nil, Refused("claims_invalid")
	}
	return &claims, nil
}

func publicKey(keys KeySet, kid string) ed25519.PublicKey {
	for _, key := range keys.Keys {
		x, err := base64.RawURLEncoding.DecodeString(key.X)
		if key.Kid == kid && key.Crv == "Ed25519" && err == nil && len(x) == ed25519.PublicKeySize {
			return x
		}
	}
	return nil
}

func wellFormed(claims Claims) bool {
	for _, text := range []string{claims.Issuer, claims.Scene, claims.Reference, claims.ID, claims.Evidence} {
		if text == "" {
			return false
		}
	}
	return claims.IssuedAt != nil && claims.Expires != nil && claims.UseUntil != nil &&
		claims.Handoff != nil && claims.Sandbox != nil &&
		oneOf(claims.Status, "passed", "failed", "expired") && oneOf(claims.Mode, "native", "overlay") &&
		oneOf(claims.StartedBy, "browser", "merchant") && oneOf(claims.Identity, "supplied", "captured")
}

func oneOf(value string, values ...string) bool {
	for _, one := range values {
		if value == one {
			return true
		}
	}
	return false
}

// Digest of the words, as the relay signs it.
func Digest(words Words) (string, error) {
	lines := append([]string{words.Mode}, words.Statements...)
	if words.Text != "" {
		lines = append(lines, words.Text)
	}
	for _, question := range words.Questions {
		lines = append(lines, "? "+question.Ask)
		for _, answer := range question.Answers {
			lines = append(lines, "= "+answer)
		}
	}
	if strings.IndexFunc(strings.Join(lines, ""), unicode.IsControl) >= 0 {
		return "", errors.New("words must not hold control characters")
	}
	hash := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return base64.RawURLEncoding.EncodeToString(hash[:]), nil
}

func main() {
	var published struct {
		Relay
		Now     float64
		Secrets []string
		Tokens  []struct {
			Expected
			Name, Outcome, Token string
		}
		Deliveries []struct {
			Name, Outcome, Body string
			Headers             map[string]string
		}
	}
	file, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = json.Unmarshal(file, &published)
	}
	if err != nil {
		panic(err)
	}
	failed := 0
	check := func(name, expected, outcome string, err error) {
		if err != nil {
			outcome = err.Error()
		}
		if outcome != expected {
			failed++
			fmt.Printf("%s: %s\n", name, outcome)
		}
	}
	for _, one := range published.Deliveries {
		header := func(name string) string { return one.Headers[name] }
		_, err := WebhookEvent([]byte(one.Body), header, published.Secrets, published.Now)
		check(one.Name, one.Outcome, "ok", err)
	}
	unused := func(string, string, float64) (bool, error) { return true, nil }
	for _, one := range published.Tokens {
		_, err := Verify(one.Token, published.Relay, one.Expected, published.Now, unused)
		check(one.Name, one.Outcome, "passed", err)
	}
	cases := len(published.Tokens) + len(published.Deliveries)
	fmt.Printf("%d passed, %d failed\n", cases-failed, failed)
	os.Exit(failed)
}
