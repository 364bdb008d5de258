// KeyForm: the shapes that the text of a setting may have.
//
// Threads: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meridian {

enum class KeyForm : uint8_t {
  kInteger,
  kChoice,      // One of the key's names.
  kRegionName,  // Goes into the names of topics and into a signature's scope.
  kPath,
  kListen,    // "ip:port"; port 0 lets the kernel choose.
  kEndpoint,  // "http://host:port".
  kServers,   // "host:port", several with commas.
  kAccessKeyId,
  kSecret,
};

// Whether `text` has that form. Requires: a form of text other than kChoice.
bool HasForm(KeyForm form, std::string_view text);
// The form in words, for "must be …" and for the documentation.
std::string_view FormInWords(KeyForm form);

struct HostPort {
  std::string host;  // Of an IPv6 address without its brackets.
  uint16_t port = 0;
};
// nullopt: not a "host:port".
std::optional<HostPort> SplitHostPort(std::string_view text);
std::string JoinHostPort(const HostPort& address);

}  // namespace meridian
