#include "config/form.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "storage/base/check.h"

namespace meridian {
namespace {

// Kafka's 249 bytes for a topic must hold region, table and label.
constexpr size_t kRegionNameBytesMax = 32;
constexpr size_t kAccessKeyIdBytesMax = 128;
constexpr size_t kHostBytesMax = 253;
constexpr std::string_view kScheme = "http://";

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlphanumeric(char c) { return IsLower(c) || (c >= 'A' && c <= 'Z') || IsDigit(c); }

bool IsIp(const std::string& host) {
  in6_addr address;
  return inet_pton(AF_INET, host.c_str(), &address) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

bool IsHost(const std::string& host) {
  if (IsIp(host)) return true;
  return !host.empty() && host.size() <= kHostBytesMax && IsAlphanumeric(host.front()) &&
         std::ranges::all_of(
             host, [](char c) { return IsAlphanumeric(c) || c == '-' || c == '.' || c == '_'; });
}

bool IsServer(std::string_view text) {
  const auto address = SplitHostPort(text);
  return address && IsHost(address->host) && address->port != 0;
}

bool AreServers(std::string_view text) {
  for (size_t comma; (comma = text.find(',')) != text.npos; text.remove_prefix(comma + 1)) {
    if (!IsServer(text.substr(0, comma))) return false;
  }
  return IsServer(text);
}

bool IsListen(std::string_view text) {
  const auto address = SplitHostPort(text);
  return address && IsIp(address->host);
}

bool IsRegionName(std::string_view text) {
  return !text.empty() && text.size() <= kRegionNameBytesMax && IsLower(text.front()) &&
         text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return IsLower(c) || IsDigit(c) || c == '-'; });
}

bool IsAccessKeyId(std::string_view text) {
  return !text.empty() && text.size() <= kAccessKeyIdBytesMax &&
         std::ranges::all_of(text,
                             [](char c) { return IsAlphanumeric(c) || c == '_' || c == '-'; });
}

bool IsPlainText(std::string_view text) {
  return !text.empty() &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

}  // namespace

bool HasForm(KeyForm form, std::string_view text) {
  switch (form) {
    case KeyForm::kInteger:
    case KeyForm::kChoice: break;
    case KeyForm::kRegionName: return IsRegionName(text);
    case KeyForm::kPath:
    case KeyForm::kSecret: return IsPlainText(text);
    case KeyForm::kListen: return IsListen(text);
    case KeyForm::kEndpoint:
      return text.starts_with(kScheme) && IsServer(text.substr(kScheme.size()));
    case KeyForm::kServers: return AreServers(text);
    case KeyForm::kAccessKeyId: return IsAccessKeyId(text);
  }
  CHECK(false);
  return false;
}

std::string_view FormInWords(KeyForm form) {
  switch (form) {
    case KeyForm::kInteger: return "an integer";
    case KeyForm::kChoice: return "one of the names";
    case KeyForm::kRegionName:
      return "a region's name: 1 to 32 lower-case letters, digits and dashes, from a letter on, "
             "like us-east-1";
    case KeyForm::kPath: return "a path";
    case KeyForm::kListen: return "an IP address and a port, like 127.0.0.1:8000 or [::1]:8000";
    case KeyForm::kEndpoint: return "http://host:port";
    case KeyForm::kServers: return "host:port, or several with commas and no spaces between";
    case KeyForm::kAccessKeyId: return "1 to 128 letters, digits, dashes and underscores";
    case KeyForm::kSecret: return "text, not empty, without control characters";
  }
  return "";
}

std::optional<HostPort> SplitHostPort(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == text.npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  // An IPv6 address has brackets, and nothing else has.
  if (bracketed != (host.find(':') != host.npos)) return std::nullopt;

  HostPort address{.host = std::string(host)};
  const char* const end = digits.data() + digits.size();
  const auto [stop, fault] = std::from_chars(digits.data(), end, address.port);
  if (digits.empty() || fault != std::errc() || stop != end) return std::nullopt;
  return address;
}

std::string JoinHostPort(const HostPort& address) {
  const bool v6 = address.host.find(':') != std::string::npos;
  return (v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

}  // namespace meridian
