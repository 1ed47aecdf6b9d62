"""What Redis does in one step, so that two workers never take one message, and a late report never undoes a later one.

Every script is given a message's key, the two lists that name it, and its reference. A message is a hash: status, and
what is written beside it; the lists are sorted by when it was posted and by when somebody has to look at it next.
"""

from typing import Final

# KEYS: message, waiting, due. ARGV: reference, now, due ("" when its owner tries again by himself), seconds kept, sealed, fields...
POST: Final = """
local status = redis.call('HGET', KEYS[1], 'status')
if status then
  if status == 'queued' then redis.call('HSET', KEYS[1], 'sealed', ARGV[5], unpack(ARGV, 6)) end
  return status
end
redis.call('HSET', KEYS[1], 'status', 'queued', 'attempts', 0, 'left', 0, 'posted', ARGV[2], 'sealed', ARGV[5], unpack(ARGV, 6))
redis.call('EXPIRE', KEYS[1], ARGV[4])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'ours', 1)
  redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
  redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
end
return 'new'
"""

# KEYS: message, waiting, due. ARGV: reference, now, until. Answers how it was taken, or where it stands.
CLAIM: Final = """
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return 'gone' end
local how = 'taken'
if status == 'sending' and tonumber(redis.call('HGET', KEYS[1], 'until')) < tonumber(ARGV[2]) then
  how = 'left behind'
  redis.call('HINCRBY', KEYS[1], 'left', 1)
elseif status ~= 'queued' then
  return status
end
redis.call('HSET', KEYS[1], 'status', 'sending', 'until', ARGV[3])
if redis.call('HEXISTS', KEYS[1], 'ours') == 1 then redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1]) end
return how
"""

# KEYS: message, waiting, due. ARGV: reference, from (",a,b,"), to, due ("" for none), fields... Answers the status before, "" when gone.
MOVE: Final = """
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return '' end
if #ARGV > 4 then redis.call('HSET', KEYS[1], unpack(ARGV, 5)) end
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
