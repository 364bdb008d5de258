#include "regions/auth/sha256.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <cstring>

// OpenSSL 3 deprecates the low-level functions in favour of EVP, which can't copy a prepared state
// without allocating; here that is the whole point.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace meridian {
namespace {

constexpr size_t kBlockBytes = 64;
constexpr unsigned char kInnerPad = 0x36;
constexpr unsigned char kOuterPad = 0x5c;

void Absorb(SHA256_CTX* state, std::string_view key, unsigned char pad) {
  unsigned char block[kBlockBytes];
  std::memset(block, pad, sizeof(block));
  for (size_t i = 0; i < key.size(); ++i) block[i] ^= static_cast<unsigned char>(key[i]);
  SHA256_Init(state);
  SHA256_Update(state, block, sizeof(block));
  OPENSSL_cleanse(block, sizeof(block));
}

std::string_view AsBytes(const Digest256& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

Digest256 Sha256(std::string_view bytes) {
  Digest256 digest;
  SHA256_CTX state;
  SHA256_Init(&state);
  SHA256_Update(&state, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &state);
  return digest;
}

void AppendHex(std::string* out, const Digest256& digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  char text[64];
  for (size_t i = 0; i < digest.size(); ++i) {
    text[2 * i] = kDigits[digest[i] >> 4];
    text[2 * i + 1] = kDigits[digest[i] & 15];
  }
  out->append(text, sizeof(text));
}

std::string Hex(const Digest256& digest) {
  std::string text;
  AppendHex(&text, digest);
  return text;
}

HmacKey::HmacKey(std::string_view key) {
  static_assert(sizeof(SHA256_CTX) == kStateBytes);
  static_assert(alignof(SHA256_CTX) <= alignof(State));
  Digest256 hashed{};
  if (key.size() > kBlockBytes) {
    hashed = Sha256(key);
    key = AsBytes(hashed);
  }
  SHA256_CTX inner;
  SHA256_CTX outer;
  Absorb(&inner, key, kInnerPad);
  Absorb(&outer, key, kOuterPad);
  std::memcpy(inner_.bytes.data(), &inner, sizeof(inner));
  std::memcpy(outer_.bytes.data(), &outer, sizeof(outer));
  OPENSSL_cleanse(&inner, sizeof(inner));
  OPENSSL_cleanse(&outer, sizeof(outer));
  OPENSSL_cleanse(hashed.data(), hashed.size());
}

HmacKey::HmacKey(const Digest256& key) : HmacKey(AsBytes(key)) {}

HmacKey::~HmacKey() {
  OPENSSL_cleanse(inner_.bytes.data(), kStateBytes);
  OPENSSL_cleanse(outer_.bytes.data(), kStateBytes);
}

Digest256 HmacKey::Mac(std::string_view message) const {
  SHA256_CTX state;
  Digest256 digest;
  std::memcpy(&state, inner_.bytes.data(), sizeof(state));
  SHA256_Update(&state, message.data(), message.size());
  SHA256_Final(digest.data(), &state);
  std::memcpy(&state, outer_.bytes.data(), sizeof(state));
  SHA256_Update(&state, digest.data(), digest.size());
  SHA256_Final(digest.data(), &state);
  return digest;
}

}  // namespace meridian
