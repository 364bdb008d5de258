// FakeSettings: a SettingsCatalog in memory, beside a FakeCatalog; what is written is there at
// once.
//
// Threads: confined to one.
#pragma once

#include <string>
#include <utility>

#include "storage/table/settings.h"
#include "storage/table/settings_codec.h"
#include "tests/support/fake_catalog.h"

namespace meridian {

class FakeSettings final : public SettingsCatalog {
 public:
  FakeSettings(FakeCatalog& catalog, std::string region)
      : catalog_(catalog), region_(std::move(region)) {}

  SettingsViewPtr View() const override { return view_; }

  void Update(Decide decide, UniqueFunction<void(Status)> done) override {
    auto writes = decide(*catalog_.View(), *view_);
    if (!writes) return done(std::move(writes).error());
    auto by_id = view_->all();
    for (const SettingWrite& write : writes->settings) {
      Register reg;
      reg.table = write.table;
      reg.name = SettingName(write);
      reg.value = EncodeSetting(write.value);
      // A decided setting is what its register says, as in a real store.
      if (Status read = ReadSetting(reg, region_, &by_id[write.table]); !read) {
        return done(std::move(read));
      }
    }
    view_ = std::make_shared<const SettingsView>(std::move(by_id));
    catalog_.Update([&](const CatalogView&) { return writes->registers; }, std::move(done));
  }

 private:
  FakeCatalog& catalog_;
  const std::string region_;
  SettingsViewPtr view_ = std::make_shared<const SettingsView>();
};

}  // namespace meridian
