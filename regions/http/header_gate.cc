#include "regions/http/header_gate.h"

#include <strings.h>

#include <array>
#include <cstring>

namespace meridian {
namespace {

constexpr size_t kLengthDigitsMax = 18;  // Any number of so many digits fits 64 bits.

using CharSet = std::array<bool, 256>;

constexpr CharSet WordCharsAnd(std::string_view others) {
  CharSet set{};
  for (int c = '0'; c <= '9'; ++c) set[c] = true;
  for (int c = 'a'; c <= 'z'; ++c) set[c] = set[c - 'a' + 'A'] = true;
  for (const char c : others) set[static_cast<unsigned char>(c)] = true;
  return set;
}

constexpr CharSet kTokenChars = WordCharsAnd("!#$%&'*+-.^_`|~");  // RFC 9110, 5.6.2.
constexpr CharSet kHostChars = WordCharsAnd("-._~:[]%");

bool AllOf(std::string_view text, const CharSet& set) {
  for (const char c : text) {
    if (!set[static_cast<unsigned char>(c)]) return false;
  }
  return true;
}

bool AllDigits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

// Printable bytes, tabs and whatever is not ASCII: no CR, NUL or other control can hide in a line.
bool IsText(std::string_view line) {
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f) return false;
  }
  return true;
}

bool Is(std::string_view name, std::string_view expected) {
  return name.size() == expected.size() &&
         strncasecmp(name.data(), expected.data(), expected.size()) == 0;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

struct Framing {
  bool http_1_1 = false;
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
};

const char* RequestLineFault(std::string_view line, Framing* framing) {
  const size_t method_end = line.find(' ');
  const size_t target_end = line.rfind(' ');
  if (method_end == std::string_view::npos || method_end == target_end) return "request line";
  const std::string_view method = line.substr(0, method_end);
  const std::string_view target = line.substr(method_end + 1, target_end - method_end - 1);
  const std::string_view version = line.substr(target_end + 1);
  if (method.empty() || !AllOf(method, kTokenChars)) return "method";
  if (target.find_first_of(" \t") != std::string_view::npos) return "space in target";
  if (!target.starts_with('/') && target != "*") return "target is not in origin form";
  framing->http_1_1 = version == "HTTP/1.1";
  if (!framing->http_1_1 && version != "HTTP/1.0") return "version";
  return nullptr;
}

const char* FieldFault(std::string_view line, Framing* framing) {
  if (line.front() == ' ' || line.front() == '\t') return "folded line";
  const size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return "field without a name";
  const std::string_view name = line.substr(0, colon);
  if (!AllOf(name, kTokenChars)) return "field name";
  const std::string_view value = Trim(line.substr(colon + 1));
  if (Is(name, "Host")) {
    if (++framing->hosts > 1) return "two Hosts";
    if (value.empty() || !AllOf(value, kHostChars)) return "Host";
  } else if (Is(name, "Content-Length")) {
    if (++framing->lengths > 1) return "two Content-Lengths";
    if (value.empty() || value.size() > kLengthDigitsMax || !AllDigits(value)) {
      return "Content-Length";
    }
  } else if (Is(name, "Transfer-Encoding")) {
    if (++framing->encodings > 1) return "two Transfer-Encodings";
    if (value != "chunked") return "Transfer-Encoding";
  } else if (Is(name, "Content-Encoding")) {
    return "Content-Encoding";
  }
  return nullptr;
}

}  // namespace

size_t HeadLength(std::string_view bytes) {
  for (size_t at = 0; at < bytes.size();) {
    const void* found = std::memchr(bytes.data() + at, '\n', bytes.size() - at);
    if (found == nullptr) return 0;
    at = static_cast<size_t>(static_cast<const char*>(found) - bytes.data()) + 1;
    if (bytes.substr(at, 1) == "\n") return at + 1;
    if (bytes.substr(at, 2) == "\r\n") return at + 2;
  }
  return 0;
}

const char* HeadFault(std::string_view head) {
  Framing framing;
  bool first = true;
  for (;;) {
    const size_t end = head.find('\n');
    if (end == std::string_view::npos) return "no empty line";
    if (end == 0 || head[end - 1] != '\r') return "bare LF";
    const std::string_view line = head.substr(0, end - 1);
    head.remove_prefix(end + 1);
    if (!IsText(line)) return "control character";
    if (line.empty() && !first) break;
    const char* fault = first ? RequestLineFault(line, &framing) : FieldFault(line, &framing);
    if (fault != nullptr) return fault;
    first = false;
  }
  if (framing.hosts != 1) return "no Host";
  if (framing.encodings > 0 && framing.lengths > 0) {
    return "Transfer-Encoding and Content-Length";
  }
  if (framing.encodings > 0 && !framing.http_1_1) return "Transfer-Encoding in HTTP/1.0";
  return nullptr;
}

}  // namespace meridian
