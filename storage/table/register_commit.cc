#include "storage/table/register_commit.h"

#include <algorithm>

#include "storage/table/catalog_codec.h"

namespace meridian {

std::vector<RegisterContent> ContentsOf(std::vector<RegisterWrite> writes) {
  // An index that is there when its table appears has nothing to be filled from.
  std::ranges::stable_partition(writes, [](const RegisterWrite& write) {
    return std::holds_alternative<IndexSettings>(write.value);
  });
  std::vector<RegisterContent> contents;
  for (const RegisterWrite& write : writes) {
    contents.push_back({write.table, RegisterName(write), EncodeRegisterValue(write.value)});
  }
  return contents;
}

Status CommitRegisters(Region& region, Turn& turn, const std::vector<RegisterContent>& contents) {
  if (contents.empty()) return OkStatus();
  Registers& registers = region.catalog().registers();
  ShardLog& log = region.log(kControlPartition);
  Change change;
  change.kind = ChangeKind::kCatalog;
  change.sinks = static_cast<uint8_t>(Sink::kRegionLog);
  for (const RegisterContent& content : contents) {
    Register reg{.table = content.table,
                 .name = content.name,
                 .time = log.ReadClock(),
                 .origin = region.origin(),
                 .value = content.value};
    if (const Register* stands = registers.Find(reg.table, reg.name)) {
      reg.time = std::max(reg.time, stands->time.Next());
    }
    change.registers.push_back(reg);
    TRY(registers.Merge(std::move(reg), turn));
  }
  change.commit = log.NextCommit(kControlPartition);
  change.catalog_sequence = log.EmittedSequence(kControlPartition);
  log.Emit(kControlPartition, std::move(change));
  return OkStatus();
}

}  // namespace meridian
