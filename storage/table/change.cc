#include "storage/table/change.h"

#include "storage/base/check.h"

namespace meridian {

size_t SinkIndex(Sink sink) {
  for (size_t i = 0; i < std::size(kAllSinks); ++i) {
    if (kAllSinks[i] == sink) return i;
  }
  CHECK(false);
}

size_t MemoryBytes(const Change& change) {
  const auto of = [](const std::optional<Payload>& p) { return p ? p->bytes.size() : 0; };
  size_t bytes = 256 + change.key.size() + of(change.state.value) + of(change.old_image);
  if (change.conflict) {
    bytes += of(change.conflict->winner.value) + of(change.conflict->loser.value);
  }
  for (const Register& reg : change.registers) bytes += reg.value.size() + 64;
  for (const IndexEntry& entry : change.entries) bytes += entry.place.size() + of(entry.shown) + 64;
  return bytes;
}

}  // namespace meridian
