#include "storage/table/register_commit.h"

namespace meridian {

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
