// meridiand: a region's node.
#include <pthread.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <iostream>

#include "config/describe.h"
#include "config/load.h"
#include "regions/node/node.h"
#include "storage/base/log.h"

namespace meridian {
namespace {

// Waits for a signal that ends the node; SIGHUP reloads on the way. True: it ended by itself,
// failed.
bool ServeUntilSignalled(Node& node, const std::string& path, const sigset_t& signals,
                         const std::atomic<bool>& failed) {
  for (;;) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGHUP) return failed;
    auto again = Load(path);
    if (again) {
      node.Reload(*again);
    } else {
      LogError("node.reload_refused", {{"error", again.error().message}});
    }
  }
}

int Run(const std::string& path, bool check_only) {
  auto config = Load(path);
  if (!config) {
    std::cerr << config.error().message << "\n";
    return 2;
  }
  std::cerr << Describe(*config);
  if (check_only) return 0;
  SetLogLevel(config->log_level);

  // Blocked before any thread starts, so that only sigwait gets them.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);

  std::atomic<bool> failed{false};
  const pthread_t main_thread = pthread_self();
  Node node(*std::move(config), [&](const Error& error) {
    LogError("node.failed", {{"error", error.message}});
    failed = true;
    pthread_kill(main_thread, SIGTERM);
  });
  if (Status started = node.Start(); !started) {
    LogError("node.start_failed", {{"error", started.error().message}});
    node.Stop();
    return 1;
  }
  const bool failure = ServeUntilSignalled(node, path, signals, failed);
  LogInfo("node.stopping");
  node.Stop();
  LogInfo("node.stopped");
  return failure ? 1 : 0;
}

}  // namespace
}  // namespace meridian

int main(int argc, char** argv) {
  CLI::App app("meridiand: a Meridian region's node");
  std::string path;
  bool check = false;
  app.add_option("--config", path, "The region's configuration (docs/operations/configuration.md)")
      ->required();
  app.add_flag("--check", check, "Validate the configuration, say what is wrong, and exit");
  CLI11_PARSE(app, argc, argv);
  return meridian::Run(path, check);
}
