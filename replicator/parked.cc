#include "replicator/parked.h"

namespace meridian {

Parked::Parked(std::string source, Partition partition)
    : note_("replicator/parked/" + source + "/" +
            std::to_string(static_cast<uint16_t>(partition))) {}

Status Parked::Load(const ReplicaStore& store) {
  TRY(const auto note, store.ReadNote(note_));
  if (!note) return OkStatus();
  std::string_view rest = *note;
  while (!rest.empty()) {
    TRY(const auto change, TakeChange(&rest));
    Add(change.header, change.raw);
  }
  return OkStatus();
}

std::optional<uint64_t> Parked::FirstSequence() const {
  if (sequences_.empty()) return std::nullopt;
  return *sequences_.begin();
}

void Parked::Add(const ChangeHeader& header, const std::string& frame) {
  if (!sequences_.insert(header.sequence).second) return;
  keys_.insert({header.table, header.key});
  frames_ += frame;
}

void Parked::Save(ReplicaStore& store, UniqueFunction<void(Status)> done) const {
  store.WriteNote(note_, frames_, std::move(done));
}

}  // namespace meridian
