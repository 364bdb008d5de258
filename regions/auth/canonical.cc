#include "regions/auth/canonical.h"

#include <openssl/crypto.h>
#include <strings.h>

#include <algorithm>
#include <utility>

namespace meridian {
namespace {

bool IsUnreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void AppendEncoded(std::string* out, std::string_view text, bool keep_slash) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  for (const char c : text) {
    if (IsUnreserved(c) || (keep_slash && c == '/')) {
      out->push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out->push_back('%');
      out->push_back(kDigits[byte >> 4]);
      out->push_back(kDigits[byte & 15]);
    }
  }
}

// Resolves "." and ".." and drops empty segments, then encodes what is there once more, as every
// service but S3 does.
void AppendPath(std::string* out, std::string_view path) {
  if (path == "/" || path.empty()) {
    out->push_back('/');
    return;
  }
  std::vector<std::string_view> segments;
  for (size_t at = 0; at < path.size();) {
    const size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
    at = end + 1;
  }
  for (const std::string_view segment : segments) {
    out->push_back('/');
    AppendEncoded(out, segment, false);
  }
  if (segments.empty() || path.back() == '/') out->push_back('/');
}

void AppendQuery(std::string* out, std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (size_t at = 0; at < query.size();) {
    const size_t end = std::min(query.find('&', at), query.size());
    const std::string_view part = query.substr(at, end - at);
    at = end + 1;
    if (part.empty()) continue;
    const size_t equals = std::min(part.find('='), part.size());
    const std::string name = PercentDecode(part.substr(0, equals));
    if (name == "X-Amz-Signature") continue;
    auto& [encoded_name, encoded_value] = parameters.emplace_back();
    AppendEncoded(&encoded_name, name, false);
    if (equals < part.size()) {
      AppendEncoded(&encoded_value, PercentDecode(part.substr(equals + 1)), false);
    }
  }
  std::sort(parameters.begin(), parameters.end());
  bool first = true;
  for (const auto& [name, value] : parameters) {
    if (!first) out->push_back('&');
    first = false;
    out->append(name).push_back('=');
    out->append(value);
  }
}

void AppendFolded(std::string* out, std::string_view value) {
  bool pending = false;
  bool any = false;
  for (const char c : value) {
    if (c == ' ' || c == '\t') {
      pending = any;
      continue;
    }
    if (pending) out->push_back(' ');
    pending = false;
    any = true;
    out->push_back(c);
  }
}

void AppendHeader(std::string* out, std::string_view lower_name,
                  std::span<const HeaderField> headers) {
  out->append(lower_name).push_back(':');
  bool first = true;
  for (const HeaderField& header : headers) {
    if (header.name.size() != lower_name.size() ||
        strncasecmp(header.name.data(), lower_name.data(), lower_name.size()) != 0) {
      continue;
    }
    if (!first) out->push_back(',');
    first = false;
    AppendFolded(out, header.value);
  }
  out->push_back('\n');
}

}  // namespace

std::string PercentDecode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    const int low = high >= 0 ? HexValue(text[i + 2]) : -1;
    if (low < 0) {
      out.push_back(text[i]);
      continue;
    }
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return out;
}

std::vector<std::string> SplitSignedHeaders(std::string_view list) {
  std::vector<std::string> names;
  names.reserve(8);
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find(';', at), list.size());
    std::string& name = names.emplace_back(list.substr(at, end - at));
    for (char& c : name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    at = end + 1;
  }
  if (!std::is_sorted(names.begin(), names.end())) std::sort(names.begin(), names.end());
  return names;
}

std::string CanonicalRequest(const SignedRequest& request,
                             const std::vector<std::string>& signed_headers) {
  std::string out;
  out.reserve(1024);
  out.append(request.method).push_back('\n');
  const size_t question = std::min(request.target.find('?'), request.target.size());
  AppendPath(&out, request.target.substr(0, question));
  out.push_back('\n');
  if (question < request.target.size()) AppendQuery(&out, request.target.substr(question + 1));
  out.push_back('\n');
  for (const std::string& name : signed_headers) AppendHeader(&out, name, request.headers);
  for (size_t i = 0; i < signed_headers.size(); ++i) {
    out.push_back(i == 0 ? '\n' : ';');
    out.append(signed_headers[i]);
  }
  out.push_back('\n');
  AppendHex(&out, Sha256(request.body));
  return out;
}

std::string StringToSign(std::string_view amz_time, std::string_view scope,
                         std::string_view canonical_request) {
  std::string out;
  out.reserve(192);
  out.append("AWS4-HMAC-SHA256\n").append(amz_time).push_back('\n');
  out.append(scope).push_back('\n');
  AppendHex(&out, Sha256(canonical_request));
  return out;
}

HmacKey DeriveKey(std::string_view secret, std::string_view date, std::string_view region,
                  std::string_view service) {
  std::string seed = "AWS4";
  seed.append(secret);
  Digest256 key = HmacKey(seed).Mac(date);
  OPENSSL_cleanse(seed.data(), seed.size());
  for (const std::string_view step : {region, service, std::string_view("aws4_request")}) {
    key = HmacKey(key).Mac(step);
  }
  HmacKey prepared(key);
  OPENSSL_cleanse(key.data(), key.size());
  return prepared;
}

}  // namespace meridian
