// A catalogue with two checks: the smallest that shows every part. Line numbers matter to the tests of messages.
export const smallCatalogue = `symptoms:
  corrupted: { title: Backups get corrupted }
  network-error: { title: Backups get network error }
  sometimes-fail: { title: Backups sometimes fail }
  slow: { title: Backup or Restore is slow }
checks:
  low-disk-space:
    title: Low disk space
    why: The agent needs room.
    symptoms: [sometimes-fail]
    severity: critical
    limits:
      floorBytes: 104857600 # the documentation names 100 MB
      freePercent: 10
    ok: "{subject} has {freeBytes} free."
    problems:
      cache-full: { says: "{subject} has only {freeBytes} free." }
    solution:
      - text: Free space.
        for: [cache-full]
        command: { linux: "df -h {subject}" }
  read-only-volume:
    title: Read-only volume
    why: The agent writes its cache.
    symptoms: [sometimes-fail]
    severity: critical
    dependsOn: [low-disk-space]
    ok: All volumes can be written.
    problems:
      { mounted-read-only: { says: "{subject} is mounted read-only." }, turned-read-only: { says: "{subject} turned read-only." } }
    solution:
      - text: Mount it writable.
regions: { DFW: dfw1 }
endpoints:
  - { name: Cloud Files, service: cloud-files, host: "storage101.{dc}.clouddrive.com", network: publicnet, healthPath: /healthcheck }
backupSet: { include: [/etc], exclude: [/etc/ssl] }
`;
