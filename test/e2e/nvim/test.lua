-- Run by run.mjs: nvim --headless -u NONE -i NONE -n -c 'luafile test.lua' driver.c
local server = vim.env.KALLOC_LENS_SERVER
local root = vim.fn.getcwd()
local passed, failed = 0, 0

local function test(name, body)
  local ok, why = pcall(body)
  if ok then
    passed = passed + 1
    io.stdout:write('ok: ' .. name .. '\n')
  else
    failed = failed + 1
    io.stdout:write('FAILED: ' .. name .. ': ' .. tostring(why) .. '\n')
  end
end

local function equal(actual, expected)
  if vim.inspect(actual) ~= vim.inspect(expected) then
    error(vim.inspect(actual) .. ' should be ' .. vim.inspect(expected), 2)
  end
end

local function eventually(what, condition)
  if not vim.wait(10000, condition, 20) then error('waited in vain: ' .. what, 2) end
end

local buffer = vim.api.nvim_get_current_buf()
local client = vim.lsp.start_client({ name = 'kalloc-lens', cmd = { 'node', server, '--stdio' }, root_dir = root })
vim.lsp.buf_attach_client(buffer, client)

local function position_of(what)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local at = line:find(what, 1, true)
    if at then return { line = number - 1, character = at - 1 } end
  end
  error(what .. ' is not in the buffer')
end

local function request(method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(buffer) }
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  return answers[client].result
end

local function diagnosed(count)
  eventually(count .. ' diagnostics', function() return #vim.diagnostic.get(buffer) == count end)
end

-- The lenses as they are drawn: virtual text of their lines.
local function drawn_lenses()
  local lenses = {}
  for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
    if name:find('codelens') then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, { details = true })) do
        local text = ''
        for _, chunk in ipairs(mark[4].virt_text or {}) do text = text .. chunk[1] end
        table.insert(lenses, (mark[2] + 1) .. ': ' .. text)
      end
    end
  end
  return lenses
end

test('diagnostics', function()
  diagnosed(3)
  local lines = vim.tbl_map(function(diagnostic) return diagnostic.lnum + 1 end, vim.diagnostic.get(buffer))
  table.sort(lines)
  equal(lines, { 6, 16, 21 })
end)

test('hover', function()
  local result = request('textDocument/hover', { position = position_of('kzalloc') })
  assert(result.contents.value:find('1360 → 2048 (kmalloc-2k)', 1, true), result.contents.value)
  assert(not result.contents.value:find('command:', 1, true), 'a link that Neovim cannot follow')
end)

test('hover on a flag', function()
  local result = request('textDocument/hover', { position = position_of('GFP_ATOMIC') })
  assert(result.contents.value:find('May sleep: no', 1, true), result.contents.value)
end)

test('completion of a flag', function()
  local position = position_of('GFP_ATOMIC')
  position.character = position.character + 1
  local result = request('textDocument/completion', { position = position })
  local labels = vim.tbl_map(function(item) return item.label end, result.items or result)
  equal({ labels[1], labels[2] }, { 'GFP_KERNEL', 'GFP_ATOMIC' })
end)

test('the hover window shows the text', function()
  vim.api.nvim_win_set_cursor(0, { 6, 10 })
  vim.lsp.buf.hover()
  local shown
  eventually('a window', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        shown = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
        vim.api.nvim_win_close(window, true)
        return true
      end
    end
    return false
  end)
  assert(shown:find('kmalloc-2k', 1, true), shown)
end)

test('lenses as drawn', function()
  vim.lsp.codelens.refresh()
  eventually('three lenses', function()
    local lenses = drawn_lenses()
    return #lenses == 3 and not table.concat(lenses):find('Unresolved')
  end)
  assert(drawn_lenses()[1]:find('6: 1360 → 2048 (kmalloc-2k), 688 B unused, 51 % of asked', 1, true), drawn_lenses()[1])
end)

test('a lens that is run shows the explanation', function()
  local lens = vim.lsp.codelens.get(buffer)[1]
  local shown
  local usual = vim.lsp.handlers['window/showMessage']
  vim.lsp.handlers['window/showMessage'] = function(_, result) shown = result.message end
  vim.lsp.buf_request(buffer, 'workspace/executeCommand', lens.command, function() end)
  eventually('a message', function() return shown ~= nil end)
  vim.lsp.handlers['window/showMessage'] = usual
  assert(shown:find('kmalloc_index() 1360 bytes', 1, true), shown)
end)

test('an edit', function()
  local line = position_of('4200100').line
  vim.api.nvim_buf_set_lines(buffer, line, line + 1, false, { '\treturn kmalloc(4200, GFP_KERNEL);', '' })
  eventually('another message', function()
    for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
      if diagnostic.lnum == line and diagnostic.message:find('8192') then return true end
    end
    return false
  end)
  vim.api.nvim_buf_set_lines(buffer, line, line + 1, false, { '\treturn kmalloc(4000, GFP_KERNEL);' })
  diagnosed(2)
end)

test('undoing it', function()
  vim.cmd('silent undo')
  vim.cmd('silent undo')
  diagnosed(3)
end)

test('a code action', function()
  local position = position_of('kvmalloc')
  local range = { start = position, ['end'] = position }
  local actions = request('textDocument/codeAction', { range = range, context = { diagnostics = {} } })
  vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
  position_of('return vmalloc(2200100);')
  diagnosed(2)
end)

test('the server ends when it is told to', function()
  vim.lsp.stop_client(client)
  eventually('the end', function() return vim.lsp.client_is_stopped(client) end)
end)

io.stdout:write('RESULT ' .. passed .. ' passed, ' .. failed .. ' failed\n')
vim.cmd('qall!')
