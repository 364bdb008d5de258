#include "regions/auth/claim.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "regions/auth/amz_time.h"
#include "regions/auth/canonical.h"

namespace meridian {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";

AuthError Incomplete(std::string message) {
  return {"IncompleteSignatureException", std::move(message)};
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// The value of a query parameter, decoded into `claim`; nullopt: absent.
std::optional<std::string_view> QueryParameter(std::string_view target, std::string_view name,
                                               Claim* claim) {
  const size_t question = target.find('?');
  if (question == std::string_view::npos) return std::nullopt;
  const std::string_view query = target.substr(question + 1);
  for (size_t at = 0; at < query.size();) {
    const size_t end = std::min(query.find('&', at), query.size());
    const std::string_view part = query.substr(at, end - at);
    at = end + 1;
    const size_t equals = std::min(part.find('='), part.size());
    if (PercentDecode(part.substr(0, equals)) != name) continue;
    const std::string_view value = equals < part.size() ? part.substr(equals + 1) : "";
    return claim->decoded.emplace_front(PercentDecode(value));
  }
  return std::nullopt;
}

// "<algorithm> Credential=…, SignedHeaders=…,Signature=…": commas with or without a space.
void ReadAuthorization(std::string_view header, Claim* claim) {
  const size_t space = std::min(header.find(' '), header.size());
  claim->algorithm = header.substr(0, space);
  for (size_t at = space; at < header.size();) {
    const size_t end = std::min(header.find(',', at), header.size());
    const std::string_view part = Trim(header.substr(at, end - at));
    at = end + 1;
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = part.substr(0, equals);
    const std::string_view value = part.substr(equals + 1);
    if (name == "Credential") claim->credential = value;
    if (name == "SignedHeaders") claim->signed_headers = value;
    if (name == "Signature") claim->signature = value;
  }
}

std::optional<AuthError> FromHeader(const SignedRequest& request, std::string_view header,
                                    Claim* claim) {
  ReadAuthorization(header, claim);
  const HeaderField* date = FindHeader(request.headers, "X-Amz-Date");
  if (date == nullptr) date = FindHeader(request.headers, "Date");
  if (date != nullptr) claim->date_text = date->value;

  std::string missing;
  const auto require = [&missing](std::string_view value, std::string_view name) {
    if (!value.empty()) return;
    missing.append("Authorization header requires '").append(name).append("' parameter. ");
  };
  require(claim->credential, "Credential");
  require(claim->signature, "Signature");
  require(claim->signed_headers, "SignedHeaders");
  if (claim->date_text.empty()) {
    missing +=
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (missing.empty()) return std::nullopt;
  return Incomplete(missing.append("Authorization=").append(header));
}

std::optional<AuthError> FromQuery(const SignedRequest& request, Claim* claim) {
  const std::array<std::pair<std::string_view, std::string_view*>, 5> parameters = {{
      {"X-Amz-Algorithm", &claim->algorithm},
      {"X-Amz-Credential", &claim->credential},
      {"X-Amz-Signature", &claim->signature},
      {"X-Amz-SignedHeaders", &claim->signed_headers},
      {"X-Amz-Date", &claim->date_text},
  }};
  std::string missing;
  for (const auto& [name, value] : parameters) {
    *value = QueryParameter(request.target, name, claim).value_or("");
    if (!value->empty()) continue;
    missing.append("AWS query-string parameters must include '").append(name).append("'. ");
  }
  if (!missing.empty()) return Incomplete(missing + "Re-examine the query-string parameters.");
  if (const auto expires = QueryParameter(request.target, "X-Amz-Expires", claim)) {
    constexpr int kExpiresMax = 604'800;  // Seven days, as AWS has it.
    int seconds = 0;
    const auto [end, fault] = std::from_chars(expires->begin(), expires->end(), seconds);
    if (fault != std::errc() || end != expires->end() || seconds < 0 || seconds > kExpiresMax) {
      return Incomplete("X-Amz-Expires must be a number between 0 and 604800, got '" +
                        std::string(*expires) + "'");
    }
    claim->expires = std::chrono::seconds(seconds);
  }
  return std::nullopt;
}

std::optional<AuthError> ReadDate(Claim* claim) {
  auto time = ParseAmzTime(claim->date_text);
  if (!time) time = ParseHttpTime(claim->date_text);
  if (!time) {
    return Incomplete("Date must be in ISO-8601 'basic format'. Got '" +
                      std::string(claim->date_text) +
                      "'. See http://en.wikipedia.org/wiki/ISO_8601");
  }
  claim->time_ms = *time;
  claim->amz_time = FormatAmzTime(*time);
  return std::nullopt;
}

std::optional<AuthError> SplitCredential(Claim* claim) {
  std::array<std::string_view*, 5> parts = {&claim->access_key_id, &claim->scope_date,
                                            &claim->region, &claim->service, &claim->terminator};
  std::string_view rest = claim->credential;
  size_t count = 0;
  for (bool more = true; more; ++count) {
    const size_t slash = rest.find('/');
    more = slash != std::string_view::npos;
    if (count < parts.size()) *parts[count] = rest.substr(0, slash);
    if (more) rest.remove_prefix(slash + 1);
  }
  if (count != parts.size()) {
    return Incomplete(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term, got '" +
        std::string(claim->credential) + "'");
  }
  claim->scope = claim->credential.substr(claim->access_key_id.size() + 1);
  return std::nullopt;
}

}  // namespace

std::variant<Claim, AuthError> ReadClaim(const SignedRequest& request) {
  const HeaderField* header = FindHeader(request.headers, "Authorization");
  Claim claim;
  // Looks for the name first, because nearly every request has no query at all.
  const bool in_query = request.target.find('?') != std::string_view::npos &&
                        QueryParameter(request.target, "X-Amz-Algorithm", &claim).has_value();
  if (in_query && header != nullptr) {
    return AuthError{"InvalidSignatureException",
                     "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as "
                     "HTTP header."};
  }
  // A presigned request that lost its algorithm still shows what it is by its other parameters.
  const bool any_in_query =
      in_query ||
      (header == nullptr && (QueryParameter(request.target, "X-Amz-Signature", &claim) ||
                             QueryParameter(request.target, "X-Amz-Credential", &claim)));
  if (!any_in_query && (header == nullptr || !Trim(header->value).starts_with("AWS4-"))) {
    return AuthError{"MissingAuthenticationTokenException",
                     "Request is missing Authentication Token"};
  }

  auto fault =
      any_in_query ? FromQuery(request, &claim) : FromHeader(request, Trim(header->value), &claim);
  if (!fault) fault = ReadDate(&claim);
  if (!fault && claim.algorithm != kAlgorithm) {
    fault = Incomplete("Unsupported AWS 'algorithm': '" + std::string(claim.algorithm) +
                       "' (only AWS4-HMAC-SHA256 for now). ");
  }
  if (!fault) fault = SplitCredential(&claim);
  if (fault) return *std::move(fault);
  return claim;
}

}  // namespace meridian
