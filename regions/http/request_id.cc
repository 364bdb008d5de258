#include "regions/http/request_id.h"

#include <bit>

namespace meridian {
namespace {

constexpr char kDigits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr size_t kCharsPerDraw = 12;  // 36^12 < 2^64.

}  // namespace

RequestIds::RequestIds(SecureRandom& seed) {
  for (uint64_t& word : state_) word = seed.Next64() | 1;  // All zero would stay zero.
}

uint64_t RequestIds::Next() {
  const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

void RequestIds::AppendTo(std::string* out) {
  char text[kChars];
  uint64_t bits = 0;
  for (size_t i = 0; i < kChars; ++i) {
    if (i % kCharsPerDraw == 0) bits = Next();
    text[i] = kDigits[bits % 36];
    bits /= 36;
  }
  out->append(text, kChars);
}

}  // namespace meridian
