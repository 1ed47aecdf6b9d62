"""What Redis does in one step, so that two workers never take one message, and a late report never undoes a later one.

Every script is given a message's key, the two lists that name it, its life, and its reference. A message is a hash: status, and
what is written beside it; the lists are sorted by when it was posted and by when somebody has to look at it next. Its life is
what happened to it (jobs/life.py), `<first> <last> <times> <what>` each, kept as long as the message.
"""

from typing import Final

# What happens again is told once, with how often and until when: a message may wait for a gateway a thousand times.
NOTE: Final = """
local function note(now, what)
  if what == '' then return end
  local first, times, last = string.match(redis.call('LINDEX', KEYS[4], -1) or '', '^(%S+) %S+ (%d+) (.*)$')
  if last == what then
    redis.call('LSET', KEYS[4], -1, table.concat({first, now, times + 1, what}, ' '))
    return
  end
  if redis.call('RPUSH', KEYS[4], table.concat({now, now, 1, what}, ' ')) == 1 then
    redis.call('EXPIRE', KEYS[4], math.max(1, redis.call('TTL', KEYS[1])))
  end
  redis.call('LTRIM', KEYS[4], -100, -1)
end
"""

# KEYS: message, waiting, due, life.
# ARGV: reference, now, due ("" when its owner tries again by himself), seconds kept, sealed, what happens, fields...
POST: Final = f"""{NOTE}
local status = redis.call('HGET', KEYS[1], 'status')
if status then
  if status == 'queued' then redis.call('HSET', KEYS[1], 'sealed', ARGV[5], unpack(ARGV, 7)) end
  return status
end
redis.call('HSET', KEYS[1], 'status', 'queued', 'attempts', 0, 'left', 0, 'posted', ARGV[2], 'sealed', ARGV[5], unpack(ARGV, 7))
redis.call('EXPIRE', KEYS[1], ARGV[4])
note(ARGV[2], ARGV[6])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'ours', 1)
  redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
  redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
end
return 'new'
"""

# KEYS: message, waiting, due, life. ARGV: reference, now, until, what happened when it was left behind.
# Answers how it was taken, or where it stands.
CLAIM: Final = f"""{NOTE}
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return 'gone' end
local how = 'taken'
if status == 'sending' and tonumber(redis.call('HGET', KEYS[1], 'until')) < tonumber(ARGV[2]) then
  how = 'left behind'
  redis.call('HINCRBY', KEYS[1], 'left', 1)
  note(ARGV[2], ARGV[4])
elseif status ~= 'queued' then
  return status
end
redis.call('HSET', KEYS[1], 'status', 'sending', 'until', ARGV[3])
if redis.call('HEXISTS', KEYS[1], 'ours') == 1 then redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1]) end
return how
"""

# KEYS: message, waiting, due, life. ARGV: reference, from (",a,b,"), to, due ("" for none), now, what happens, fields...
# Answers the status before, "" when gone.
MOVE: Final = f"""{NOTE}
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return '' end
note(ARGV[5], ARGV[6])
if #ARGV > 6 then redis.call('HSET', KEYS[1], unpack(ARGV, 7)) end
if not string.find(ARGV[2], ',' .. status .. ',', 1, true) then return 'not from ' .. status end
redis.call('HSET', KEYS[1], 'status', ARGV[3])
if ARGV[3] == 'queued' then
  if redis.call('HEXISTS', KEYS[1], 'ours') == 1 then redis.call('ZADD', KEYS[3], ARGV[4], ARGV[1]) end
else
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[1])
end
return status
"""
