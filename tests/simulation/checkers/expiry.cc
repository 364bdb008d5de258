#include "tests/simulation/checkers/checkers.h"

namespace meridian::simulation {
namespace {

class ItemCheck {
 public:
  ItemCheck(const Evidence& evidence, const ItemName& name, const ItemEvidence& item,
            Faults* faults)
      : evidence_(evidence), name_(name), item_(item), faults_(faults) {}

  void Run() const {
    for (const auto& [id, known] : item_.versions) {
      if (!known.expiry || !known.version.base) continue;
      CheckWasDue(known.version);
      for (const auto& [other, extension] : item_.versions) CheckLoses(known, extension);
    }
  }

 private:
  // By its own region's clock, which may have been wrong.
  void CheckWasDue(const Version& expiry) const {
    const auto base = item_.versions.find(*expiry.base);
    if (base == item_.versions.end() || !base->second.write) return;
    const auto& expires = evidence_.world.history.writes[*base->second.write].expires;
    if (expires && *expires * 1000 <= expiry.clock.millis()) return;
    Say(expiry, "expired what wasn't due: ", *expiry.base);
  }

  // A write that saw what expired stands, wherever it was made.
  void CheckLoses(const KnownVersion& expiry, const KnownVersion& write) const {
    if (write.expiry || write.version.base != expiry.version.base) return;
    evidence_.world.coverage.Reached("write met an expiry");
    if (Order(write.version, expiry.version) > 0) return;
    Say(expiry.version, "ate ", write.version.id());
  }

  void Say(const Version& expiry, const char* what, const VersionId& version) const {
    faults_->push_back("expiry: " + evidence_.NameOf(name_) + " " + TextOf(expiry.id()) + " " +
                       what + TextOf(version));
  }

  const Evidence& evidence_;
  const ItemName& name_;
  const ItemEvidence& item_;
  Faults* faults_;
};

}  // namespace

void CheckExpiry(const Evidence& evidence, Faults* faults) {
  for (const auto& [name, item] : evidence.items) ItemCheck(evidence, name, item, faults).Run();
}

}  // namespace meridian::simulation
