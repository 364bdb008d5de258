// SettingsStore: the settings of all tables, as this region has them, and the way to change them.
//
// Settings are written through the catalog's own registers, so one commit may hold both: a table
// and its settings are made together. What readers see is taken from the registers after each
// commit.
//
// Threads: View and Update from any thread; Refresh on the control partition's executor.
#pragma once

#include <mutex>
#include <vector>

#include "storage/table/region.h"
#include "storage/table/settings.h"

namespace meridian {

class SettingsStore final : public SettingsCatalog {
 public:
  // `region` outlives this. Requires: no turn runs yet.
  explicit SettingsStore(Region& region);

  SettingsViewPtr View() const override;
  // The catalog changed: to be called by its listener (CatalogCommit::SetListener), first of all.
  void Refresh();

  void Update(Decide decide, UniqueFunction<void(Status)> done) override;

 private:
  SettingsViewPtr Read() const;

  Region& region_;
  mutable std::mutex mutex_;  // Guards view_.
  SettingsViewPtr view_;
};

}  // namespace meridian
