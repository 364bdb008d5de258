#include "storage/table/catalog_store.h"

#include <algorithm>

#include "storage/table/catalog_codec.h"

namespace meridian {

void CatalogStore::Update(CatalogDecide decide, UniqueFunction<void(Status)> done) {
  Region& region = region_;
  region.shard(kControlPartition)
      .Submit(
          [&region, decide = std::move(decide)](Turn& turn) mutable -> Status {
            Registers& registers = region.catalog().registers();
            ShardLog& log = region.log(kControlPartition);
            TRY(auto writes, decide(*registers.View()));
            if (writes.empty()) return OkStatus();
            // An index that is there when its table appears has nothing to be filled from.
            std::ranges::stable_partition(writes, [](const RegisterWrite& write) {
              return std::holds_alternative<IndexSettings>(write.value);
            });
            Change change;
            change.kind = ChangeKind::kCatalog;
            change.sinks = static_cast<uint8_t>(Sink::kRegionLog);
            for (const RegisterWrite& write : writes) {
              Register reg{.table = write.table,
                           .name = RegisterName(write),
                           .time = log.ReadClock(),
                           .origin = region.origin(),
                           .value = EncodeRegisterValue(write.value)};
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
          },
          std::move(done));
}

}  // namespace meridian
