#include "storage/base/random.h"

#include <openssl/rand.h>

#include <cstring>

#include "storage/base/check.h"

namespace meridian {

uint64_t SecureRandom::Next64() {
  const std::string bytes = Bytes(sizeof(uint64_t));
  CHECK(bytes.size() == sizeof(uint64_t));
  uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof(value));
  return value;
}

std::string SystemSecureRandom::Bytes(size_t count) {
  std::string bytes(count, '\0');
  CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1);
  return bytes;
}

}  // namespace meridian
