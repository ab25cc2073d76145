// Believes a faceid-h5 result token, or says why not. Needs Java 17 and Jackson (jackson-databind).
//
//   java -cp <Jackson's jars> Verify.java ../test-tokens.json       tries it on the published tokens
//   java -cp <Jackson's jars> Verify.java ../test-deliveries.json   and on the published webhook deliveries

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Verify {
  /** The message is one of the codes of ResultError. */
  public static final class Refused extends Exception {
    Refused(String code) {
      super(code);
    }
  }

  /** Answers true when the verification is unused so far. */
  public interface Consume {
    boolean consume(String id, String reference, long until);
  }

  /** What the back end knows of the relay. `keys`: its JWK Set, kept for ten minutes. */
  public record Relay(String issuer, String scene, JsonNode keys, boolean allowSandbox) {}

  /** `accept`: supplied or anyone. `words`: what was to be confirmed, or null. */
  public record Expected(String reference, String accept, JsonNode words) {}

  private static final long TOLERANCE = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  public static JsonNode verify(
      String token, Relay relay, Expected expected, long now, Consume consume)
      throws Refused, GeneralSecurityException {
    JsonNode claims = signedClaims(token, relay.keys());
    refuseUnless(is(claims, "iss", relay.issuer()), "issuer_mismatch");
    refuseUnless(is(claims, "aud", relay.scene()), "scene_mismatch");
    refuseUnless(is(claims, "sub", expected.reference()), "reference_mismatch");
    refuseUnless(claims.get("iat").asLong() <= now + TOLERANCE, "token_early");
    refuseUnless(now - TOLERANCE < claims.get("exp").asLong(), "token_expired");
    refuseUnless(now - TOLERANCE < claims.get("use_until").asLong(), "result_expired");
    refuseUnless(relay.allowSandbox() || !claims.get("sandbox").asBoolean(), "sandbox_refused");
    boolean named = is(claims, "identity", "supplied") && is(claims, "started_by", "merchant");
    refuseUnless(expected.accept().equals("anyone") || named, "identity_not_supplied");
    if (expected.words() != null) {
      JsonNode asked = claims.path("intention");
      refuseUnless(
          is(asked, "mode", expected.words().get("mode").asText())
              && is(asked, "digest", digest(expected.words())),
          "intention_mismatch");
    }
    refuseUnless(is(claims, "status", "passed"), "not_passed");
    long until = claims.get("use_until").asLong() + TOLERANCE;
    refuseUnless(
        consume.consume(claims.get("jti").asText(), expected.reference(), until), "already_used");
    return claims;
  }

  /** `body`: the bytes as received. Then verify its data.resultToken, unless the type is webhook.test. */
  public static JsonNode webhookEvent(
      byte[] body, Function<String, String> header, List<String> secrets, long now)
      throws Refused, GeneralSecurityException {
    String id = header.apply("webhook-id");
    String timestamp = header.apply("webhook-timestamp");
    String signatures = header.apply("webhook-signature");
    refuseUnless(id != null && timestamp != null && signatures != null, "headers_missing");
    refuseUnless(
        timestamp.matches("[0-9]{1,12}") && Math.abs(now - Long.parseLong(timestamp)) <= 300,
        "timestamp_invalid");
    boolean matches = false;
    for (String secret : secrets) {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      String ours = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
      for (String theirs : signatures.split(" ")) {
        matches |= MessageDigest.isEqual(ours.getBytes(), theirs.getBytes());
      }
    }
    refuseUnless(matches, "signature_invalid");
    JsonNode event = read(body);
    JsonNode data = event.path("data");
    boolean known =
        isOneOf(data, "status", "passed", "failed", "expired")
            && is(event, "type", "verification." + data.get("status").asText());
    for (String name : List.of("id", "scene", "reference", "resultToken")) {
      known &= data.path(name).isTextual();
    }
    refuseUnless(known || is(event, "type", "webhook.test"), "event_malformed");
    return event;
  }

  private static JsonNode signedClaims(String token, JsonNode keys)
      throws Refused, GeneralSecurityException {
    refuseUnless(token != null && !token.isEmpty(), "token_missing");
    String[] parts = token.split("\\.", -1);
    refuseUnless(parts.length == 3 && token.length() <= 8192, "token_malformed");
    byte[][] decoded = new byte[3][];
    try {
      for (int i = 0; i < 3; i++) decoded[i] = Base64.getUrlDecoder().decode(parts[i]);
    } catch (IllegalArgumentException e) {
      throw new Refused("token_malformed");
    }
    JsonNode header = read(decoded[0]);
    refuseUnless(
        is(header, "alg", "EdDSA")
            && is(header, "typ", "faceid-result+jwt")
            && header.path("kid").isTextual()
            && !header.has("crit"),
        "token_malformed");
    JsonNode key = MissingNode.getInstance();
    for (JsonNode one : keys.get("keys")) {
      if (is(one, "kid", header.get("kid").asText()) && is(one, "crv", "Ed25519")) key = one;
    }
    // Not found: read the relay's keys again, at most twice a minute, before refusing.
    refuseUnless(!key.isMissingNode(), "key_unknown");
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(publicKey(key.get("x").asText()));
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    try {
      refuseUnless(signature.verify(decoded[2]), "signature_invalid");
    } catch (SignatureException e) {
      throw new Refused("signature_invalid");
    }
    JsonNode claims = read(decoded[1]);
    refuseUnless(wellFormed(claims), "claims_invalid");
    return claims;
  }

  /** An Ed25519 key as X.509 has it (RFC 8410). */
  private static PublicKey publicKey(String x) throws GeneralSecurityException {
    byte[] prefix = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
    byte[] encoded = new byte[44];
    System.arraycopy(prefix, 0, encoded, 0, 12);
    System.arraycopy(Base64.getUrlDecoder().decode(x), 0, encoded, 12, 32);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static boolean wellFormed(JsonNode claims) {
    for (String name : List.of("iss", "aud", "sub", "jti", "evidence")) {
      if (!claims.path(name).isTextual() || claims.get(name).asText().isEmpty()) return false;
    }
    for (String name : List.of("iat", "exp", "use_until")) {
      if (!claims.path(name).isNumber()) return false;
    }
    for (String name : List.of("handoff", "sandbox")) {
      if (!claims.path(name).isBoolean()) return false;
    }
    return isOneOf(claims, "status", "passed", "failed", "expired")
        && isOneOf(claims, "mode", "native", "overlay")
        && isOneOf(claims, "started_by", "browser", "merchant")
        && isOneOf(claims, "identity", "supplied", "captured");
  }

  public static String digest(JsonNode words) throws GeneralSecurityException {
    List<String> lines = new ArrayList<>();
    lines.add(words.get("mode").asText());
    if (words.has("text")) lines.add(words.get("text").asText());
    for (JsonNode question : words.path("questions")) {
      lines.add("? " + question.get("ask").asText());
      for (JsonNode answer : question.get("answers")) lines.add("= " + answer.asText());
    }
    for (JsonNode statement : words.path("statements")) lines.add(statement.asText());
    if (lines.stream().anyMatch(line -> line.chars().anyMatch(Character::isISOControl))) {
      throw new IllegalArgumentException("words must not hold control characters");
    }
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean is(JsonNode object, String name, String value) {
    return object.path(name).isTextual() && object.get(name).asText().equals(value);
  }

  private static boolean isOneOf(JsonNode object, String name, String... values) {
    for (String value : values) if (is(object, name, value)) return true;
    return false;
  }

  private static void refuseUnless(boolean holds, String code) throws Refused {
    if (!holds) throw new Refused(code);
  }

  /** `passed` or `ok`, or the code of the refusal. */
  private static String outcomeOf(JsonNode one, JsonNode published)
      throws GeneralSecurityException {
    long now = published.get("now").asLong();
    try {
      if (one.has("body")) {
        List<String> secrets = new ArrayList<>();
        for (JsonNode secret : published.get("secrets")) secrets.add(secret.asText());
        byte[] body = one.get("body").asText().getBytes(StandardCharsets.UTF_8);
        webhookEvent(body, name -> one.get("headers").path(name).textValue(), secrets, now);
        return "ok";
      }
      JsonNode keys = published.get("jwks");
      Relay relay = new Relay(text(published, "issuer"), text(published, "scene"), keys, false);
      JsonNode words = one.get("words").isNull() ? null : one.get("words");
      Expected expected = new Expected(text(one, "reference"), text(one, "accept"), words);
      verify(text(one, "token"), relay, expected, now, (id, reference, until) -> true);
      return "passed";
    } catch (Refused refused) {
      return refused.getMessage();
    }
  }

  private static String text(JsonNode object, String name) {
    return object.get(name).asText();
  }

  public static void main(String[] arguments) throws Exception {
    JsonNode published = JSON.readTree(new File(arguments[0]));
    JsonNode cases = published.get(published.has("tokens") ? "tokens" : "deliveries");
    int failed = 0;
    for (JsonNode one : cases) {
      String outcome = outcomeOf(one, published);
      if (is(one, "outcome", outcome)) continue;
      failed++;
      System.out.println(text(one, "name") + ": " + outcome);
    }
    System.out.printf("%d passed, %d failed%n", cases.size() - failed, failed);
    System.exit(failed == 0 ? 0 : 1);
  }
}
