#!/bin/sh
# Waits for the configuration that the controller writes (the list of prompts is the last of it), then runs Asterisk.
set -eu
umask 077
base=/data/run/asterisk
until [ -f "$base/etc/asterisk.conf" ] && [ -f "$base/share/sounds/prompts.json" ]; do
  sleep 1
done
exec asterisk -C "$base/etc/asterisk.conf" -f
