;;; Run by run.mjs: emacs --batch -l test.el, in a folder with driver.c  -*- lexical-binding: t -*-
(require 'eglot)
(require 'cl-lib)

(defvar passed 0)
(defvar failed 0)

(defmacro check (name &rest body)
  `(condition-case why
       (progn ,@body (cl-incf passed) (message "ok: %s" ,name))
     (error (cl-incf failed) (message "FAILED: %s: %S" ,name why))))

(defun eventually (what condition)
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Waited in vain: %s" what))
      (accept-process-output nil 0.05))))

(defun go-to (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun diagnosed-lines ()
  (sort (mapcar (lambda (diagnostic) (line-number-at-pos (flymake-diagnostic-beg diagnostic)))
                (flymake-diagnostics))
        #'<))

(defun diagnosed (lines)
  (eventually (format "diagnostics at %S, there are %S" lines (diagnosed-lines))
              (lambda () (equal (diagnosed-lines) lines))))

(defun hover ()
  (plist-get (plist-get (jsonrpc-request (eglot-current-server) :textDocument/hover
                                         (eglot--TextDocumentPositionParams))
                        :contents)
             :value))

(setq eglot-sync-connect 20
      eglot-send-changes-idle-time 0)
;; As in docs/editors.md, with another path.
(add-to-list 'eglot-server-programs `(c-mode . ("node" ,(getenv "KALLOC_LENS_SERVER") "--stdio")))

(find-file "driver.c")
(check "connects" (apply #'eglot (eglot--guess-contact)))
(check "diagnostics" (diagnosed '(6 16 21)))
(check "hover"
       (go-to "kzalloc")
       (let ((text (hover)))
         (unless (string-search "1360 → 2048 (kmalloc-2k)" text) (error "%s" text))
         (when (string-search "command:" text) (error "A link that Emacs cannot follow"))))
(check "an edit"
       (go-to "4200100")
       (delete-char 7)
       (insert "4000")
       (eglot--signal-textDocument/didChange)
       (eventually "fewer diagnostics" (lambda () (= (length (diagnosed-lines)) 2))))
(check "a code action"
       (go-to "kvmalloc")
       (let* ((actions (jsonrpc-request (eglot-current-server) :textDocument/codeAction
                                        (list :textDocument (eglot--TextDocumentIdentifier)
                                              :range (list :start (eglot--pos-to-lsp-position)
                                                           :end (eglot--pos-to-lsp-position))
                                              :context '(:diagnostics []))))
              (edit (plist-get (aref actions 0) :edit)))
         (eglot--apply-workspace-edit edit)
         (go-to "return vmalloc(2200100);")))
(check "shuts down" (eglot-shutdown (eglot-current-server)))

(message "RESULT %d passed, %d failed" passed failed)
(set-buffer-modified-p nil)
(kill-emacs (if (zerop failed) 0 1))
