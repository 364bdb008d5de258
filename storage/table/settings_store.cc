#include "storage/table/settings_store.h"

#include "storage/base/log.h"
#include "storage/table/register_commit.h"
#include "storage/table/settings_codec.h"

namespace meridian {

const TableSettings& SettingsView::Of(const TableId& table) const {
  static const TableSettings kDefaults;
  const auto at = by_id_.find(table);
  return at != by_id_.end() ? at->second : kDefaults;
}

SettingsStore::SettingsStore(Region& region) : region_(region), view_(Read()) {}

SettingsViewPtr SettingsStore::View() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

void SettingsStore::Refresh() {
  SettingsViewPtr next = Read();
  const std::lock_guard lock(mutex_);
  view_ = std::move(next);
}

SettingsViewPtr SettingsStore::Read() const {
  SettingsView::ById by_id;
  for (const Register& reg : region_.catalog().registers().All()) {
    if (!IsSetting(reg.name)) continue;
    const Status read = ReadSetting(reg, region_.options().name, &by_id[reg.table]);
    if (read) continue;
    LogWarn(
        "catalog.register_unreadable",
        {{"table", reg.table.ToString()}, {"register", reg.name}, {"error", read.error().message}});
  }
  return std::make_shared<const SettingsView>(std::move(by_id));
}

void SettingsStore::Update(Decide decide, UniqueFunction<void(Status)> done) {
  region_.shard(kControlPartition)
      .Submit(
          [this, decide = std::move(decide)](Turn& turn) mutable -> Status {
            const CatalogViewPtr catalog = region_.catalog().registers().View();
            TRY(CatalogWrites writes, decide(*catalog, *Read()));
            std::vector<RegisterContent> contents = ContentsOf(std::move(writes.registers));
            for (const SettingWrite& write : writes.settings) {
              contents.push_back({write.table, SettingName(write), EncodeSetting(write.value)});
            }
            return CommitRegisters(region_, turn, contents);
          },
          std::move(done));
}

}  // namespace meridian
